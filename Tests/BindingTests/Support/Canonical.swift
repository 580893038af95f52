import B2MML
import Diagnostics
import Foundation
import Operations
import Testing
import XMLSchema
import XMLStream

@testable import Mapping

/// The canonical form for tests: its schema, documents in it, and their text.
enum Canonical {
    static let schemas = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Schemas").standardizedFileURL.path(percentEncoded: false)

    private static let loaded = Result { try SchemaLibrary(folder: schemas).canonical() }

    static func schema() throws -> Schema { try loaded.get() }

    /// Reads a document and expects it to be valid, unless told otherwise.
    static func document(
        _ bytes: [UInt8], valid: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
    )
        throws -> Document
    {
        let names = NameInterner(table: try schema().names)
        let validator = Validator(schema: try schema(), names: names, source: "order.xml")
        let end = try XMLReader(names: names, sink: validator).read(bytes)
        if valid {
            #expect(end.findings.map(\.description) == [], sourceLocation: sourceLocation)
        }
        return end.document
    }

    static func document(_ xml: String, valid: Bool = true, sourceLocation: SourceLocation = #_sourceLocation)
        throws -> Document
    {
        try document(Array(xml.utf8), valid: valid, sourceLocation: sourceLocation)
    }

    static func fixture(_ name: String) throws -> Document {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "xml"))
        return try document(Array(try Data(contentsOf: url)))
    }

    /// The noun of a message, or the root of a bare noun.
    static func noun(_ document: Document) throws -> Node {
        let root = try #require(document.root)
        guard let area = root.child("DataArea") else { return root }
        return try #require(area.children.first { !$0.children("OperationsRequest").isEmpty })
    }

    /// A schedule of one request with these children.
    static func request(_ content: String) -> String {
        schedule("<OperationsRequest><ID>4711</ID>\(content)</OperationsRequest>")
    }

    static func schedule(_ content: String) -> String {
        "<OperationsSchedule xmlns=\"http://www.mesa.org/xml/B2MML\">\n\(content)\n</OperationsSchedule>"
    }

    /// A schedule of one request of one segment with these children.
    static func segment(_ content: String) -> String {
        request("<SegmentRequirement>\(content)</SegmentRequirement>")
    }

    static func read(_ xml: String, zone: LocalZone? = nil) throws -> Checked<RequestedOperations> {
        let document = try document(xml, valid: false)
        let context = BindingContext(source: "order.xml", zone: zone)
        let checked = RequestedOperations.read(try noun(document), context: context)
        return Checked(try #require(checked.value), checked.findings)
    }
}

/// A document as text, so that what was written is judged and read as any other document is.
func text(of document: Document) throws -> String {
    let root = try #require(document.root)
    return "<\(root.localName) xmlns=\"\(root.name.namespace)\"" + body(of: root)
}

private func body(of node: Node) -> String {
    var text = ""
    for attribute in node.attributes { text += " \(attribute.localName)=\"\(escaped(attribute.text))\"" }
    text += ">"
    for child in node.children { text += "<\(child.localName)\(body(of: child))" }
    return text + escaped(node.text) + "</\(node.localName)>"
}

private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case "\"": result += "&quot;"
        case "\t", "\n", "\r": result += "&#\(scalar.value);"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}
