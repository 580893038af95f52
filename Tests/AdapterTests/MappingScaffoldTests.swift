import Adapter
import B2MML
import Diagnostics
import Foundation
import Mapping
import Testing

/// A mapping that was begun is sound, maps nothing, and proposes by name.
@Suite struct MappingScaffoldTests {
    private static func begin(_ input: String, _ sample: String, noun: String) throws -> (String?, [String]) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "begun-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let example = folder.appending(path: "acme/examples/orders/01-sample")
        try FileManager.default.createDirectory(at: example, withIntermediateDirectories: true)
        try sample.write(to: example.appending(path: input), atomically: true, encoding: .utf8)
        let path = folder.path(percentEncoded: false)
        let scaffold = MappingScaffold(
            name: "acme/orders", input: input, sample: Array(sample.utf8),
            target: MappingEnd(.canonical, noun), folder: path, schemas: Repository.library)
        let made = scaffold.text()
        guard let text = made.value else { return (nil, made.findings.map(\.code.rawValue)) }
        let file = folder.appending(path: "acme/orders.yaml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        let library = MappingLibrary(folder: path, schemas: Repository.library)
        return (text, library.check("acme/orders.yaml").findings.map(\.code.rawValue))
    }

    @Test(arguments: [
        ("in.csv", "No;Description\n1;x\n", "#  - { to: Description, from: row/Description }"),
        ("in.json", "{\"a\": [{\"priority\": 1}]}", "#  - { to: Priority, from: a/priority }"),
        ("in.xml", "<o><Zzyx>1</Zzyx></o>", "#  - { to: …, from: Zzyx }"),
    ])
    func itProposesByName(_ input: String, _ sample: String, _ proposal: String) throws {
        let (text, findings) = try Self.begin(input, sample, noun: "OperationsRequest")
        #expect(findings == [])
        #expect(text?.contains("\n\(proposal)\n") == true)
    }

    @Test func aWrongNounIsSaid() throws {
        #expect(try Self.begin("in.json", "{}", noun: "Order").1 == ["MAP-NOUN-1"])
        #expect(try Self.begin("in.json", "{", noun: "OperationsRequest").0 == nil)
    }
}
