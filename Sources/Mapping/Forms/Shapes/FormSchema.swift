import Diagnostics
import XMLSchema
import XMLStream

/// Turns a shape into a schema, so that a mapping sees a foreign form as it sees a noun.
struct FormSchema {
    static let namespace = "urn:b2mml-adapter:form"

    private static let file = "form.xsd"
    private let hasTypes: Bool
    /// Types have numbers for names, one level each, so that the depth of a shape is none of the schema's text.
    private var types: [String] = []

    /// - Parameters:
    ///   - shape: of the root.
    ///   - hasTypes: whether values have the types of the sample; otherwise all are strings.
    /// - Returns: the schema; its one global element is the root.
    /// - Throws: ``FormFault`` for a shape with names that XSD does not allow, or with too many.
    static func compile(_ shape: FormShape, hasTypes: Bool) throws(FormFault) -> Schema {
        try refuseWide(shape)
        var writer = FormSchema(hasTypes: hasTypes)
        let text = writer.document(shape)
        do {
            return try SchemaLoader.load(file, from: FormSchemaFile(text: text))
        } catch {
            throw FormFault(
                "FORM-SHAPE-1", at: Place(), "the sample makes no schema: \(error.message)",
                advice: "Take a sample whose names are names of XML 1.0.")
        }
    }

    private init(hasTypes: Bool) {
        self.hasTypes = hasTypes
    }

    /// An object whose members are data, such as one with a member for each order, is no shape; its content model would
    /// be of the square of its size.
    private static func refuseWide(_ shape: FormShape) throws(FormFault) {
        guard shape.children.count <= FormLimits.members else {
            throw FormFault(
                "FORM-SHAPE-2", at: Place(path: shape.name),
                "\(shape.name) has more than \(FormLimits.members) different children",
                advice: "Take a form in which a name says what a value is, and not which one.")
        }
        for child in shape.children { try refuseWide(child) }
    }

    // MARK: Text

    private mutating func document(_ shape: FormShape) -> String {
        let root = element(shape, attributes: "")
        return """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="\(Self.namespace)" \
            targetNamespace="\(Self.namespace)" elementFormDefault="qualified">
            \(root)\(types.joined())</xs:schema>
            """
    }

    private mutating func element(_ shape: FormShape, attributes: String) -> String {
        let nillable = shape.isNillable ? " nillable=\"true\"" : ""
        return
            "<xs:element name=\"\(shape.name)\" type=\"\(type(of: shape))\"\(attributes)\(nillable)/>\n"
    }

    private mutating func type(of shape: FormShape) -> String {
        let isSimple = shape.children.isEmpty && shape.takesText
        if isSimple, shape.attributes.isEmpty { return simpleType(of: shape) }
        let name = "t\(types.count)"
        types.append("")
        let attributes = shape.attributes.map { "<xs:attribute name=\"\($0.local)\" type=\"xs:string\"/>" }
        let content: String
        if isSimple {
            content =
                "<xs:simpleContent><xs:extension base=\"\(simpleType(of: shape))\">\(attributes.joined())"
                + "</xs:extension></xs:simpleContent>"
        } else {
            content = "<xs:sequence>\(children(of: shape))</xs:sequence>\(attributes.joined())"
        }
        let mixed = shape.value != nil && !isSimple ? " mixed=\"true\"" : ""
        types[Int(name.dropFirst()) ?? 0] =
            "<xs:complexType name=\"\(name)\"\(mixed)>\(content)</xs:complexType>\n"
        return name
    }

    private mutating func children(of shape: FormShape) -> String {
        var text = ""
        for child in shape.children {
            let repeated = child.isRepeated ? " maxOccurs=\"unbounded\"" : ""
            text += element(child, attributes: " minOccurs=\"0\"\(repeated)")
        }
        return text
    }

    private func simpleType(of shape: FormShape) -> String {
        switch shape.value {
        case .number where hasTypes: "xs:decimal"
        case .boolean where hasTypes: "xs:boolean"
        default: "xs:string"
        }
    }
}

/// The one file of a schema that is made.
private struct FormSchemaFile: SchemaFiles {
    let text: String

    func read(_ path: String) -> [UInt8] { Array(text.utf8) }
}
