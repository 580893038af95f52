import Diagnostics

private let v4 = SchemaSet.v0401.namespace

extension DeviationKind {
    package var description: DeviationDescription {
        switch self {
        case .namespaceMissing: .namespaceMissing
        case .namespaceNearMiss: .namespaceNearMiss
        case .namespaceOfChild: .namespaceOfChild
        case .encodingLabel: .encodingLabel
        case .soapEnvelope: .soapEnvelope
        case .mtconnectAsset: .mtconnectAsset
        case .unknownWrapper: .unknownWrapper
        case .releaseMissing: .releaseMissing
        case .nounWithoutEnvelope: .nounWithoutEnvelope
        case .order: .order
        case .emptyElement: .emptyElement
        case .valueWithoutValue: .valueWithoutValue
        case .unitOrTypeMissing: .unitOrTypeMissing
        case .extensionElement: .extensionElement
        case .foreignElement: .foreignElement
        case .unknownElement: .unknownElement
        case .foreignAttribute: .foreignAttribute
        case .nameCase: .nameCase
        case .nestedIdentifier: .nestedIdentifier
        case .viewMarks: .viewMarks
        case .identifierBlanks: .identifierBlanks
        case .valueBlanks: .valueBlanks
        case .enumerationCase: .enumerationCase
        case .enumerationOther: .enumerationOther
        case .localTime: .localTime
        case .timeForm: .timeForm
        case .dateOnly: .dateOnly
        case .americanDate: .americanDate
        case .initialDate: .initialDate
        }
    }
}

// MARK: - The set

extension DeviationDescription {
    fileprivate static let namespaceMissing = DeviationDescription(
        "No namespace",
        reading: """
            The sets that have a message of this name are tried; the one that needs the fewest \
            deviations is assumed, of equals the one that the document hints at, else the oldest.
            """,
        why: "Seen at weighing terminals and in vendors' documentation.",
        passes: """
            <Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID><Location><EquipmentID>P1</EquipmentID>\
            <EquipmentElementLevel>Site</EquipmentElementLevel></Location></Equipment>
            """,
        fails: """
            <Equipment><ID>MIXER-01</ID><Location><EquipmentID>P1</EquipmentID>\
            <EquipmentElementLevel>Site</EquipmentElementLevel></Location></Equipment>
            """)

    fileprivate static let namespaceNearMiss = DeviationDescription(
        "A namespace that nobody has published",
        reading: "It is taken for the set that its version number names; without one every set is tried.",
        why: """
            Version numbers, hosts, letter case and trailing slashes are guessed, as in B2MML-V0500 \
            for B2MML-V05.
            """,
        passes: "<Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID></Equipment>",
        fails: "<Equipment xmlns=\"http://www.wbf.org/xml/b2mml-v0400\"><ID>MIXER-01</ID></Equipment>")

    fileprivate static let namespaceOfChild = DeviationDescription(
        "An element in the wrong namespace of B2MML",
        reading: "It is read as the element of its local name that the schema has at this place.",
        why: """
            A default namespace that was lost below a prefixed root, or two spellings of one \
            namespace in a document.
            """,
        passes: "<b:Equipment xmlns:b=\"\(v4)\"><b:ID>MIXER-01</b:ID></b:Equipment>",
        fails: "<b:Equipment xmlns:b=\"\(v4)\"><ID>MIXER-01</ID></b:Equipment>")
}

// MARK: - Around the message

extension DeviationDescription {
    fileprivate static let encodingLabel = DeviationDescription(
        "The XML declaration names another encoding than that of the bytes",
        reading: "The bytes are read as UTF-8, and only when all of them are.",
        why: """
            Programs write a text of theirs into a UTF-8 file, with the declaration that it had in \
            memory.
            """,
        passes: """
            <?xml version=\"1.0\" encoding=\"UTF-8\"?><Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID>\
            </Equipment>
            """,
        fails: """
            <?xml version=\"1.0\" encoding=\"utf-16\"?><Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID>\
            </Equipment>
            """)

    fileprivate static let soapEnvelope = DeviationDescription(
        "A SOAP envelope around the message",
        reading: "Each B2MML element of the body is a message of its own; headers are passed over.",
        why: "A web service's request saved as it came; SOAP 1.1 and 1.2.",
        passes: "<Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID></Equipment>",
        fails: """
            <s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\
            <Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID></Equipment></s:Body></s:Envelope>
            """)

    fileprivate static let mtconnectAsset = DeviationDescription(
        "An MTConnect asset around the message",
        reading: "Each B2MML element in the assets is a message of its own.",
        why: "MTConnect agents keep B2MML nouns as assets.",
        passes: "<Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID></Equipment>",
        fails: """
            <MTConnectAssets xmlns=\"urn:mtconnect.org:MTConnectAssets:1.5\">\
            <Header instanceId=\"1\"/><Assets>\
            <b:B2mmlEquipment xmlns:b=\"urn:mtconnect.org:B2MML:1.5\" assetId=\"1\">\
            <Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID></Equipment></b:B2mmlEquipment></Assets>\
            </MTConnectAssets>
            """)

    fileprivate static let unknownWrapper = DeviationDescription(
        "An element that is not B2MML's around the message",
        reading: "Its children are the messages, provided that it holds nothing else.",
        why: "Queues and collections have envelopes of their own, and senders invent transactions.",
        passes: "<Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID></Equipment>",
        fails: "<Queue><Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID></Equipment></Queue>")

    private static let getEquipment = """
        <ApplicationArea><CreationDateTime>2026-03-02T06:00:00Z</CreationDateTime></ApplicationArea>\
        <DataArea><Get/><Equipment><ID>MIXER-01</ID></Equipment></DataArea></GetEquipment>
        """

    fileprivate static let releaseMissing = DeviationDescription(
        "A transaction without releaseID",
        reading: "It is taken as empty, which the schema allows.",
        why: "The attribute says nothing that the namespace does not; MESA's own examples lack it.",
        passes: "<GetEquipment xmlns=\"\(v4)\" releaseID=\"\">\(getEquipment)",
        fails: "<GetEquipment xmlns=\"\(v4)\">\(getEquipment)")

    fileprivate static let nounWithoutEnvelope = DeviationDescription(
        "A noun without a transaction around it",
        reading: "It is taken as something to be stored, from no named sender and with no answer awaited.",
        why: "A noun is a legal document, but says neither who sends it nor what is to be done with it.",
        severity: .note, isValid: true,
        passes: "<GetEquipment xmlns=\"\(v4)\" releaseID=\"\">\(getEquipment)",
        fails: "<Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID></Equipment>")
}

// MARK: - Elements and attributes

extension DeviationDescription {
    fileprivate static let order = DeviationDescription(
        "Children in another order than the schema's",
        reading: """
            They are put into the order of the schema, those of one name kept in the order in which \
            they came, but only when that makes them valid.
            """,
        why: "Vendors' own documentation shows it inside of Quantity, Value, Parameter and requests.",
        passes: "<Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID><Description>Mixer</Description></Equipment>",
        fails: "<Equipment xmlns=\"\(v4)\"><Description>Mixer</Description><ID>MIXER-01</ID></Equipment>")

    fileprivate static let emptyElement = DeviationDescription(
        "An empty element that may not be empty",
        reading: "It is left out, where the schema lets it be absent.",
        why: "Generators write every field they know, such as an EndTime of work that runs.",
        passes: "<ID>1</ID><StartTime>2026-03-02T06:00:00Z</StartTime>".inRequest,
        fails: "<ID>1</ID><StartTime>2026-03-02T06:00:00Z</StartTime><EndTime></EndTime>".inRequest)

    fileprivate static let valueWithoutValue = DeviationDescription(
        "A value of which only type and unit are said",
        reading: "It is left out, where the schema lets it be absent.",
        why: "A property that has no value yet.",
        passes: """
            <Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID><EquipmentProperty><ID>Speed</ID>\
            </EquipmentProperty></Equipment>
            """,
        fails: """
            <Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID><EquipmentProperty><ID>Speed</ID><Value>\
            <DataType>decimal</DataType></Value></EquipmentProperty></Equipment>
            """)

    fileprivate static let unitOrTypeMissing = DeviationDescription(
        "A value without its DataType or UnitOfMeasure, which the set requires",
        reading: "It is read as nil, which says that none was given.",
        why: "V0401 requires both beside every value, later sets do not.",
        passes: """
            <Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID><EquipmentProperty><ID>Speed</ID><Value>\
            <ValueString>12</ValueString><DataType>decimal</DataType>\
            <UnitOfMeasure>RPM</UnitOfMeasure></Value></EquipmentProperty></Equipment>
            """,
        fails: """
            <Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID><EquipmentProperty><ID>Speed</ID><Value>\
            <ValueString>12</ValueString></Value></EquipmentProperty></Equipment>
            """)

    fileprivate static let extensionElement = DeviationDescription(
        "An element of the set's extension namespace, whose schema is not loaded",
        reading: "It is set aside with its place and content.",
        why: """
            The official extension groups are empty, so that a site's own elements are invalid \
            until its schema is loaded.
            """,
        severity: .note,
        passes: "<Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID></Equipment>",
        fails: """
            <Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID>\
            <x:Colour xmlns:x=\"\(SchemaSet.v0401.extensionNamespace)\">red</x:Colour></Equipment>
            """)

    fileprivate static let foreignElement = DeviationDescription(
        "An element of another vocabulary",
        reading: "It is set aside with its place and content.",
        why: "Sensor data and vendors' additions stand between B2MML's elements.",
        passes: "<Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID></Equipment>",
        fails: """
            <Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID>\
            <swe:Quantity xmlns:swe=\"http://www.opengis.net/swe/2.0\">12</swe:Quantity></Equipment>
            """)

    fileprivate static let unknownElement = DeviationDescription(
        "An element that B2MML does not have, in B2MML's namespace or in none",
        reading: """
            It is set aside with its place and content, unless its name looks like a misspelt one \
            of B2MML's, which is never passed over.
            """,
        why: "A site's own elements without a namespace of their own.",
        passes: "<Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID></Equipment>",
        fails: """
            <Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID><globe_plant_code>27</globe_plant_code>\
            </Equipment>
            """)

    fileprivate static let foreignAttribute = DeviationDescription(
        "An attribute that the schema does not have",
        reading: "It is set aside with its value.",
        why: "Generators add marks of their own.",
        passes: "<Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID></Equipment>",
        fails: "<Equipment xmlns=\"\(v4)\" segment=\"1\"><ID>MIXER-01</ID></Equipment>")

    fileprivate static let nameCase = DeviationDescription(
        "An element whose name differs in upper and lower case",
        reading: "It is read as the only one that the schema has here with these letters.",
        why: "V0700 calls one element Endtime and its fellows EndTime; people write what they expect.",
        passes: "<Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID></Equipment>",
        fails: "<Equipment xmlns=\"\(v4)\"><Id>MIXER-01</Id></Equipment>")

    fileprivate static let nestedIdentifier = DeviationDescription(
        "An object with its ID inside, where the schema has the ID alone",
        reading: """
            X/ID is read as XID, X/Version as XVersion, where the schema has these names here and X \
            not.
            """,
        why: "References are written as if they were the object.",
        passes: "<ID>1</ID><ProductProductionRuleID>R7</ProductProductionRuleID>".inRequest,
        fails: "<ID>1</ID><ProductProductionRule><ID>R7</ID></ProductProductionRule>".inRequest)

    fileprivate static let viewMarks = DeviationDescription(
        "Plus and minus signs between the elements",
        reading: "They are passed over.",
        why: "A browser's tree view was copied together with its marks for folding.",
        passes: "<Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID></Equipment>",
        fails: "<Equipment xmlns=\"\(v4)\">\n-<ID>MIXER-01</ID></Equipment>")
}

// MARK: - Values

extension DeviationDescription {
    fileprivate static let identifierBlanks = DeviationDescription(
        "An identifier with blanks at its ends",
        reading: "The blanks are kept in the value and ignored when identifiers are compared.",
        why: """
            Fields of fixed length are written whole; the schema keeps blanks, so \"A \" and \"A\" \
            are two IDs to it.
            """,
        severity: .note, isValid: true,
        passes: "<Equipment xmlns=\"\(v4)\"><ID>37431</ID></Equipment>",
        fails: "<Equipment xmlns=\"\(v4)\"><ID>37431 </ID></Equipment>")

    fileprivate static let valueBlanks = DeviationDescription(
        "A listed or typed value with blanks at its ends, which its type does not allow",
        reading: "The blanks are taken away.",
        why: "Codes come from fields of fixed length.",
        passes: """
            <Location xmlns=\"\(v4)\"><EquipmentID>P1</EquipmentID>\
            <EquipmentElementLevel>Site</EquipmentElementLevel></Location>
            """.inEquipment,
        fails: """
            <Location xmlns=\"\(v4)\"><EquipmentID>P1</EquipmentID>\
            <EquipmentElementLevel> Site </EquipmentElementLevel></Location>
            """.inEquipment)

    fileprivate static let enumerationCase = DeviationDescription(
        "A listed value in other upper and lower case",
        reading: "It is read as the only listed value with these letters.",
        why: "Systems write all their codes in capitals, and booleans as TRUE.",
        passes: """
            <Location xmlns=\"\(v4)\"><EquipmentID>P1</EquipmentID>\
            <EquipmentElementLevel>Site</EquipmentElementLevel></Location>
            """.inEquipment,
        fails: """
            <Location xmlns=\"\(v4)\"><EquipmentID>P1</EquipmentID>\
            <EquipmentElementLevel>SITE</EquipmentElementLevel></Location>
            """.inEquipment)

    fileprivate static let enumerationOther = DeviationDescription(
        "A value that is not listed, where the list has Other",
        reading: """
            It is read as Other, and the value as its OtherValue, unless it looks like a misspelt one of those \
            listed, which is never passed over.
            """,
        why: """
            Senders use their own words for states, levels and types; Other is what the standard has for \
            them.
            """,
        passes: """
            <Location xmlns=\"\(v4)\"><EquipmentID>P1</EquipmentID>\
            <EquipmentElementLevel OtherValue=\"Cleanroom\">Other</EquipmentElementLevel></Location>
            """.inEquipment,
        fails: """
            <Location xmlns=\"\(v4)\"><EquipmentID>P1</EquipmentID>\
            <EquipmentElementLevel>Cleanroom</EquipmentElementLevel></Location>
            """.inEquipment)

    fileprivate static let localTime = DeviationDescription(
        "A time without its zone",
        reading: """
            It takes the zone of the partner, else of the site; without either it stays local, and \
            says so.
            """,
        why: "The schema allows it, but it means another moment in every plant.",
        severity: .note, isValid: true,
        passes: "<StartTime>2026-03-02T06:00:00Z</StartTime>".inRequest,
        fails: "<StartTime>2026-03-02T06:00:00</StartTime>".inRequest)

    fileprivate static let timeForm = DeviationDescription(
        "A date and time in another form of ISO 8601",
        reading: "It is rewritten as an xs:dateTime; seconds that are not written are 0.",
        why: """
            Databases put a blank for the T, or leave out hyphens and seconds; each of these forms \
            has one meaning.
            """,
        passes: "<StartTime>2026-03-02T06:00:00Z</StartTime>".inRequest,
        fails: "<StartTime>2026-03-02 06:00Z</StartTime>".inRequest)

    fileprivate static let dateOnly = DeviationDescription(
        "A date where a date and time is wanted",
        reading: "It is read as the beginning of the day.",
        why: "Not read by default: as an end, a date means the end of its day; only the partner can say.",
        isAccepted: false,
        passes: "<StartTime>2022-06-17T00:00:00Z</StartTime>".inRequest,
        fails: "<StartTime>20220617</StartTime>".inRequest)

    fileprivate static let americanDate = DeviationDescription(
        "A date and time written month first",
        reading: "It is read as month/day/year, with AM and PM.",
        why: """
            Not read by default: 2/3/2016 is the third of February to one and the second of March \
            to another.
            """,
        isAccepted: false,
        passes: "<StartTime>2016-02-20T11:52:44</StartTime>".inRequest,
        fails: "<StartTime>2/20/2016 11:52:44 AM</StartTime>".inRequest)

    fileprivate static let initialDate = DeviationDescription(
        "A date of zeros",
        reading: "It is left out, where the schema lets it be absent: it says that there is no date.",
        why: "SAP writes an unset date as 00000000.",
        passes: "<ID>1</ID>".inRequest,
        fails: "<ID>1</ID><StartTime>00000000</StartTime>".inRequest)
}

extension String {
    /// Parts of a request as a schedule.
    fileprivate var inRequest: String {
        """
        <ProductionSchedule xmlns="\(v4)"><ProductionRequest>\(self)</ProductionRequest>\
        </ProductionSchedule>
        """
    }

    /// A location as part of an equipment.
    fileprivate var inEquipment: String {
        "<Equipment xmlns=\"\(v4)\"><ID>MIXER-01</ID>\(self)</Equipment>"
    }
}
