import XMLStream

extension JSONSchemaWriter {
    /// What an object of an element holds.
    private enum Part {
        /// All but the value and children of an element that is `xsi:nil`.
        case nilled
        case content
    }

    private static let isNil = "^[ \\t\\r\\n]*(true|1)[ \\t\\r\\n]*$"
    private static let isNotNil = "^[ \\t\\r\\n]*(false|0)[ \\t\\r\\n]*$"

    /// By `xsi:type` one of the others; the message of a validator is about the declared one where there is none.
    mutating func writeDerived(_ type: TypeID, isNillable: Bool, _ substitutes: [TypeID]) {
        text.beginObject()
        text.member("if")
        text.beginObject()
        string("type", "object")
        strings("required", ["@xsi:type"])
        text.endObject()
        text.member("then")
        text.beginObject()
        text.member("anyOf")
        text.beginArray()
        for other in [type] + substitutes where !schema.type(other).isAbstract {
            text.item()
            reference(.element(other, isNillable: isNillable))
        }
        text.endArray()
        text.endObject()
        text.member("else")
        if schema.type(type).isAbstract {
            text.boolean(false)
        } else {
            reference(.element(type, isNillable: isNillable))
        }
        text.endObject()
    }

    mutating func writeElement(_ type: TypeID, isNillable: Bool) {
        let definition = schema.type(type)
        if case .any = definition.content { return text.boolean(true) }
        let isBare = !definition.attributes.contains(where: \.isRequired)
        let bare = isBare ? bareValue(of: type) : nil
        // Alone it is written without `anyOf`, for the sake of a validator's messages.
        guard bare != nil || isNillable else { return writeObject(type, .content, isNillable: false) }
        text.beginObject()
        text.member("anyOf")
        text.beginArray()
        if let bare {
            text.item()
            if let simple = bare { reference(.value(simple)) } else { writeString() }
        }
        text.item()
        writeObject(type, .content, isNillable: isNillable)
        if isNillable {
            text.item()
            writeObject(type, .nilled, isNillable: true)
        }
        text.endArray()
        text.endObject()
    }

    /// The type of a value without an object around it, nil inside for any text; nil where there is no such value.
    private func bareValue(of type: TypeID) -> SimpleTypeID?? {
        switch schema.type(type).content {
        case .simple(let simple): .some(simple)
        case .mixed: form.shape(of: type)?.isBlockRequired ?? false ? nil : .some(nil)
        case .empty, .elementOnly, .any: nil
        }
    }

    private mutating func writeObject(_ type: TypeID, _ part: Part, isNillable: Bool) {
        let definition = schema.type(type)
        let shape = part == .content ? form.shape(of: type) : nil
        var required = definition.attributes.filter(\.isRequired).map { "@\(schema.names[$0.name].local)" }
        text.beginObject()
        string("type", "object")
        text.member("properties")
        text.beginObject()
        writeInstanceAttributes(definition, part, isNillable: isNillable)
        if part == .nilled { required.append("@xsi:nil") }
        for use in definition.attributes where schema.names[use.name].namespace.isEmpty {
            text.member("@\(schema.names[use.name].local)")
            reference(.value(use.type))
        }
        if part == .content { required += writeContent(type, shape) }
        text.endObject()
        writePatterns(definition, shape)
        closed()
        if !required.isEmpty { strings("required", required) }
        text.endObject()
    }

    private mutating func writeInstanceAttributes(
        _ definition: TypeDefinition, _ part: Part, isNillable: Bool
    ) {
        if let name = definition.name, [target, XSDElement.namespace].contains(name.namespace) {
            text.member("@xsi:type")
            text.beginObject()
            string("const", name.namespace == target ? name.local : "xs:\(name.local)")
            text.endObject()
        }
        guard isNillable else { return }
        text.member("@xsi:nil")
        text.beginObject()
        string("type", "string")
        string("pattern", part == .nilled ? Self.isNil : Self.isNotNil)
        text.endObject()
    }

    /// Names whose prefix the document chooses.
    private mutating func writePatterns(_ definition: TypeDefinition, _ shape: ContentShape?) {
        text.member("patternProperties")
        text.beginObject()
        text.member("^@xsi:(schemaLocation|noNamespaceSchemaLocation)$")
        writeString()
        if let name = definition.name, ![target, XSDElement.namespace].contains(name.namespace) {
            text.member("^@xsi:type$")
            writeString()
        }
        for use in definition.attributes where !schema.names[use.name].namespace.isEmpty {
            text.member("^@[^:]+:\(schema.names[use.name].local)$")
            reference(.value(use.type))
        }
        if definition.attributeWildcard != nil {
            text.member("^@")
            writeString()
        }
        for member in shape?.members ?? [] where member.key.isEmpty {
            text.member("^[^@$:]*:\(schema.names[member.name].local)$")
            writeMember(member, isRequired: false)
        }
        text.endObject()
    }

    // MARK: Content

    /// - Returns: the members that must be there.
    private mutating func writeContent(_ type: TypeID, _ shape: ContentShape?) -> [String] {
        switch schema.type(type).content {
        case .simple(let simple):
            text.member(JSONNames.value)
            reference(.value(simple))
            return [JSONNames.value]
        case .mixed:
            text.member(JSONNames.value)
            writeString()
        case .empty, .elementOnly, .any: break
        }
        guard let shape else { return [] }
        var required: [String] = []
        for member in shape.members where !shape.isInBlock(member) && !member.key.isEmpty {
            let isRequired = shape.isRequired(member)
            if isRequired { required.append(member.key) }
            text.member(member.key)
            writeMember(member, isRequired: isRequired)
        }
        if shape.block != nil {
            text.member(JSONNames.content)
            writeList(shape)
            if shape.isBlockRequired { required.append(JSONNames.content) }
        }
        return required
    }

    private mutating func writeMember(_ member: ContentShape.Member, isRequired: Bool) {
        let definition = definition(of: schema.element(member.declaration))
        guard member.repeats else { return reference(definition) }
        text.beginObject()
        string("type", "array")
        text.member("items")
        reference(definition)
        if isRequired {
            text.member("minItems")
            text.integer(max(1, member.occurrence.min))
        }
        if let maximum = member.occurrence.max {
            text.member("maxItems")
            text.integer(maximum)
        }
        text.endObject()
    }

    // MARK: Lists

    private mutating func writeList(_ shape: ContentShape) {
        text.beginObject()
        string("type", "array")
        text.member("items")
        text.beginObject()
        text.member("anyOf")
        text.beginArray()
        if shape.isMixed {
            text.item()
            writeString()
        }
        let members = shape.members.filter(shape.isInBlock)
        if !members.isEmpty {
            text.item()
            writeItem(members)
        }
        for item in wildcardItems(shape) {
            text.item()
            reference(item)
        }
        text.endArray()
        text.endObject()
        text.endObject()
    }

    private func wildcardItems(_ shape: ContentShape) -> [JSONDefinition] {
        shape.wildcards.map { kind in
            switch kind {
            case .skip: .freeItem
            case .lax: .global(isLax: true)
            case .strict: .global(isLax: false)
            }
        }
    }

    private mutating func writeItem(_ members: [ContentShape.Member]) {
        text.beginObject()
        writeOneMember()
        text.member("properties")
        text.beginObject()
        for member in members where !member.key.isEmpty {
            text.member(member.key)
            reference(definition(of: schema.element(member.declaration)))
        }
        text.endObject()
        text.member("patternProperties")
        text.beginObject()
        for member in members where member.key.isEmpty {
            text.member("^[^@$:]*:\(schema.names[member.name].local)$")
            reference(definition(of: schema.element(member.declaration)))
        }
        text.endObject()
        closed()
        text.endObject()
    }

    private mutating func writeOneMember() {
        string("type", "object")
        text.member("minProperties")
        text.integer(1)
        text.member("maxProperties")
        text.integer(1)
    }

    mutating func writeGlobalItem(isLax: Bool) {
        text.beginObject()
        writeOneMember()
        text.member("properties")
        text.beginObject()
        writeGlobals(schema.globalElements.filter { schema.names[$0].namespace == target })
        text.endObject()
        text.member("patternProperties")
        text.beginObject()
        text.member(":")
        text.boolean(true)
        text.endObject()
        text.member("additionalProperties")
        text.boolean(isLax)
        text.endObject()
    }

    mutating func writeFree() {
        text.beginObject()
        text.member("anyOf")
        text.beginArray()
        text.item()
        writeString()
        text.item()
        text.beginObject()
        string("type", "object")
        text.member("properties")
        text.beginObject()
        text.member(JSONNames.value)
        writeString()
        text.member(JSONNames.content)
        text.beginObject()
        string("type", "array")
        text.member("items")
        text.beginObject()
        text.member("anyOf")
        text.beginArray()
        text.item()
        writeString()
        text.item()
        reference(.freeItem)
        text.endArray()
        text.endObject()
        text.endObject()
        text.endObject()
        text.member("patternProperties")
        text.beginObject()
        text.member("^@")
        writeString()
        text.endObject()
        closed()
        text.endObject()
        text.endArray()
        text.endObject()
    }

    mutating func writeFreeItem() {
        text.beginObject()
        writeOneMember()
        text.member("additionalProperties")
        reference(.free)
        text.endObject()
    }
}
