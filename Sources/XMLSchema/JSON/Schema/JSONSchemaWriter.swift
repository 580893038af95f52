import XMLStream

/// Writes a JSON Schema (2020-12) of the documents that ``JSONForm`` writes, from the compiled schema.
///
/// It says what JSON Schema can say: names, required members, arrays, attributes, enumerations, the usual forms of
/// values, `xsi:type` and `xsi:nil`, extension where the schema allows it. It does not say which children exclude each
/// other, what order a list has, how large a number is or what a pattern asks for: ``JSONForm/read(_:source:limits:)``
/// does. So a document that is valid by B2MML is valid by it, not always the other way round. What a reading accepts
/// beside the written form - numbers, `null`, one value in place of an array - it refuses.
struct JSONSchemaWriter {
    let form: JSONForm
    let schema: Schema
    /// That of most global elements.
    let target: String
    var text: JSONText
    private let instanceTypes: InstanceTypeTable
    private var names: [JSONDefinition: String] = [:]
    private var taken: Set<String> = []
    /// In the order in which they are first referred to.
    private var queue: [JSONDefinition] = []

    init(_ form: JSONForm, _ layout: JSONLayout) {
        self.form = form
        schema = form.schema
        text = JSONText(layout)
        instanceTypes = InstanceTypeTable(form.schema)
        let namespaces = form.schema.globalElements.map { form.schema.names[$0].namespace }
        let counts = Dictionary(namespaces.map { ($0, 1) }, uniquingKeysWith: +)
        target = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
    }

    /// - Parameter set: the name of the set, for `$id` and title; nil for none.
    /// - Returns: the text in UTF-8.
    mutating func write(set: String?) -> [UInt8] {
        text.beginObject()
        writeHead(set)
        writeRoot()
        text.member("$defs")
        text.beginObject()
        var index = 0
        while index < queue.count {
            text.member(name(of: queue[index]))
            write(queue[index])
            index += 1
        }
        text.endObject()
        text.endObject()
        text.endText()
        return text.bytes
    }

    // MARK: The document

    private mutating func writeHead(_ set: String?) {
        string("$schema", "https://json-schema.org/draft/2020-12/schema")
        if let set { string("$id", "urn:b2mml-json:\(set)") }
        string("title", "B2MML \(set ?? target) as JSON")
        string(
            "description",
            "Derived from the XML schemas. Values are strings; @name is an attribute, $ the value beside attributes, "
                + "$content a list of children in their order.")
    }

    /// Elements in other namespaces than the target are no documents here.
    private mutating func writeRoot() {
        let roots = schema.globalElements.filter { schema.names[$0].namespace == target }
        string("type", "object")
        text.member("properties")
        text.beginObject()
        text.member(JSONNames.namespace)
        text.beginObject()
        string("const", target)
        text.endObject()
        text.member(JSONNames.set)
        writeString()
        writeGlobals(roots)
        text.endObject()
        text.member("patternProperties")
        text.beginObject()
        text.member("^\(JSONNames.namespace):")
        writeString()
        text.endObject()
        closed()
        strings("required", [JSONNames.namespace])
        text.member("oneOf")
        text.beginArray()
        for root in roots {
            text.item()
            text.beginObject()
            strings("required", [schema.names[root].local])
            text.endObject()
        }
        text.endArray()
    }

    mutating func writeGlobals(_ roots: [NameID]) {
        for root in roots {
            guard let declaration = schema.globalElement(root) else { continue }
            text.member(schema.names[root].local)
            reference(definition(of: declaration))
        }
    }

    // MARK: Definitions

    func definition(of element: ElementDeclaration) -> JSONDefinition {
        let substitutes = instanceTypes.substitutes(for: element)
        return substitutes.isEmpty
            ? .element(element.type, isNillable: element.isNillable)
            : .derived(element.type, isNillable: element.isNillable, substitutes: substitutes)
    }

    private mutating func write(_ definition: JSONDefinition) {
        switch definition {
        case .element(let type, let isNillable): writeElement(type, isNillable: isNillable)
        case .derived(let type, let isNillable, let substitutes):
            writeDerived(type, isNillable: isNillable, substitutes)
        case .value(let type): writeValue(type)
        case .global(let isLax): writeGlobalItem(isLax: isLax)
        case .free: writeFree()
        case .freeItem: writeFreeItem()
        }
    }

    /// An object `{"$ref": …}`.
    mutating func reference(_ definition: JSONDefinition) {
        text.beginObject()
        string("$ref", "#/$defs/\(name(of: definition))")
        text.endObject()
    }

    /// The key of a definition, which is written sooner or later.
    private mutating func name(of definition: JSONDefinition) -> String {
        if let known = names[definition] { return known }
        let wanted = wantedName(of: definition)
        var name = wanted
        var number = 2
        while !taken.insert(name).inserted {
            name = "\(wanted)-\(number)"
            number += 1
        }
        names[definition] = name
        queue.append(definition)
        return name
    }

    private func wantedName(of definition: JSONDefinition) -> String {
        switch definition {
        case .element(let type, let isNillable): label(type) + (isNillable ? "-or-nil" : "")
        case .derived(let type, let isNillable, _):
            label(type) + (isNillable ? "-or-derived-or-nil" : "-or-derived")
        case .value(let type): "value-\(Self.key(schema.simpleType(type).label))"
        case .global(let isLax): isLax ? "$element-if-declared" : "$element"
        case .free: "$free"
        case .freeItem: "$free-item"
        }
    }

    private func label(_ type: TypeID) -> String { Self.key(schema.type(type).label) }

    /// Without what a JSON pointer in a URI would have to escape.
    private static func key(_ label: String) -> String {
        String(label.map { $0.isLetter || $0.isNumber || "-_.:".contains($0) ? $0 : "." })
    }

    // MARK: Words

    mutating func string(_ name: String, _ value: String) {
        text.member(name)
        text.string(value)
    }

    mutating func strings(_ name: String, _ values: [String]) {
        text.member(name)
        text.beginArray()
        for value in values {
            text.item()
            text.string(value)
        }
        text.endArray()
    }

    mutating func writeString() {
        text.beginObject()
        string("type", "string")
        text.endObject()
    }

    mutating func closed() {
        text.member("additionalProperties")
        text.boolean(false)
    }
}
