/// Writes B2MML V0700 text. Its content are names of our own, in which nothing has to be escaped.
struct PlantEnvelope: Sendable {
    static let namespace = "http://www.mesa.org/xml/B2MML"
    static let sender = "ERP-PAINTS"

    private(set) var sent = 0

    mutating func document(
        _ name: String, verb: String, noun: String, at second: Int, _ content: String,
        isUnreadable: Bool = false
    ) -> PlantDocument {
        sent += 1
        let xml = """
            <?xml version="1.0" encoding="UTF-8"?>
            <\(verb)\(noun) xmlns="\(Self.namespace)" releaseID="">
              <ApplicationArea>
                <Sender><LogicalID>\(Self.sender)</LogicalID><ConfirmationCode>OnError</ConfirmationCode></Sender>
                <CreationDateTime>\(PlantModel.time(second))</CreationDateTime>
                <BODID>\(Self.sender)-\(sent)</BODID>
              </ApplicationArea>
              <DataArea>
                <\(verb)/>
                <\(noun)>
            \(content)
                </\(noun)>
              </DataArea>
            </\(verb)\(noun)>

            """
        return PlantDocument(name: name, xml: xml, isUnreadable: isUnreadable)
    }

    static func element(_ name: String, _ text: String?) -> String {
        text.map { "<\(name)>\($0)</\(name)>" } ?? ""
    }

    static func quantity(_ value: Int, _ unit: String) -> String {
        element(
            "Quantity",
            element("QuantityString", "\(value)") + element("DataType", "decimal")
                + element("UnitOfMeasure", unit))
    }
}
