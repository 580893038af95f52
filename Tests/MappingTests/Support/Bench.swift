import B2MML
import Diagnostics
import Foundation
import Mapping
import Testing
import XMLSchema
import XMLStream

/// What the tests of the mapping language have in common: schemas, mappings, and documents in and out.
enum Bench {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let here = root.appending(path: "Tests/MappingTests")
    /// Documents and schemas of others, which not every checkout has beside it.
    static let shared = root.deletingLastPathComponent().appending(path: "shared")

    static let schemas = SchemaLibrary(folder: path(root.appending(path: "Schemas")))
    static let library = MappingLibrary(folder: path(root.appending(path: "Mappings")), schemas: schemas)

    static func path(_ url: URL) -> String { url.path(percentEncoded: false) }

    static func schema(_ set: MappingSet) throws -> Schema {
        switch set {
        case .published(let set): try schemas.schema(set)
        case .canonical, .foreign: try schemas.canonical()
        }
    }

    /// Reads a document and judges it.
    static func read(_ text: String, _ set: MappingSet) throws -> (document: Document, findings: [Finding]) {
        let schema = try schema(set)
        let names = NameInterner(table: schema.names)
        let reader = XMLReader(
            names: names, sink: Validator(schema: schema, names: names, source: "document.xml"))
        let sink = try reader.read(Array(text.utf8))
        return (sink.document, sink.findings)
    }

    /// The noun in a document: its root, or what its data area holds.
    static func noun(_ document: Document, _ name: String) throws -> Node {
        let root = try #require(document.root)
        if root.localName == name { return root }
        return try #require(root.child("DataArea")?.child(name))
    }

    static func compile(_ yaml: String, path: String = "test.yaml", files: [String: String] = [:])
        -> Checked<CompiledMapping?>
    {
        MappingCompiler(
            files: MappingCompiler.Files { path in
                if let text = files[path] { return text }
                throw CocoaError(.fileNoSuchFile)
            },
            schema: { set throws(SchemaError) in
                switch set {
                case .published(let set): try schemas.schema(set)
                case .canonical, .foreign: try schemas.canonical()
                }
            },
            units: { try UnitCatalogue(folder: schemas.folder) }
        ).compile(yaml, path: path)
    }
}
