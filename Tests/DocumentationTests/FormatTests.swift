import Adapter
import B2MML
import Diagnostics
import Foundation
import HTTPExchange
import Operations
import Testing
import XMLStream

/// The article Formats lists the keys that there are, all of them and no others.
@Suite struct FormatTests {
    private let formats: Article

    init() throws {
        formats = try Article("\(Article.folder)/Formats.md")
    }

    @Test func everyExampleHasTheKeysOfItsTable() throws {
        let examples = formats.blocks.filter { $0.language == "json" }
        #expect(examples.count >= 9)
        for example in examples {
            let keys = try JSONKeys(example.text)
            #expect(keys.names == Set(formats.keys(of: "key", in: example.section)), "\(example.section)")
        }
    }

    @Test func everyFindingHasTheKeysOfTheTable() throws {
        let table = Set(formats.keys(of: "finding"))
        let encoded = try JSONEncoder().encode(FlatFinding(Finding("XSD-VALUE-3", .error, at: Place(), "")))
        #expect(try JSONKeys(String(decoding: encoded, as: UTF8.self)).names == table)
        let shown = try formats.blocks.filter { $0.language == "json" }
            .flatMap { try JSONKeys($0.text).names(in: "findings") }
        #expect(!shown.isEmpty)
        #expect(shown.allSatisfy { $0 == table })
    }

    @Test func everyDeviationHasTheKeysOfTheTable() throws {
        let deviation = Deviation(kind: .order, severity: .note, place: Place(), message: "")
        let encoded = try JSONEncoder().encode(FlatDeviation(deviation, .tolerant))
        #expect(
            try JSONKeys(String(decoding: encoded, as: UTF8.self)).names
                == Set(formats.keys(of: "deviation")))
        let part = SetAside(kind: .foreignElement, place: Place(), namespace: "", name: "", content: "")
        let other = try JSONEncoder().encode(FlatSetAside(part))
        #expect(
            try JSONKeys(String(decoding: other, as: UTF8.self)).names == Set(formats.keys(of: "set aside")))
    }

    @Test func theLedgerIsAsTheSimulatorWritesIt() throws {
        let example = try #require(
            formats.blocks.first { $0.language == "json" && $0.section.contains("ledger") })
        let entry = try JSONDecoder().decode(Ledger.Entry.self, from: Data(example.text.utf8))
        let written = try JSONKeys(String(decoding: try JSONEncoder().encode(entry), as: UTF8.self))
        #expect(written.names == (try JSONKeys(example.text)).names)
    }

    @Test func everyShopFloorRecordIsRead() throws {
        let lines = formats.blocks.filter { $0.language == "jsonl" }.flatMap(\.lines)
        #expect(!lines.isEmpty)
        var fields: Set<String> = []
        for line in lines {
            _ = try ShopFloorRecord(json: Array(line.utf8))
            fields.formUnion(try JSONKeys(line).names)
        }
        #expect(fields == Set(formats.keys(of: "field")))
        let kinds = try #require(formats.rows.first { $0.cells.first == "`kind`" && $0.head == "field" })
        for kind in ShopFloorRecord.Kind.allCases {
            #expect(kinds.cells[1].contains("`\(kind.rawValue)`"))
        }
    }

    @Test func everyExitStatusIsListed() {
        let listed = formats.keys(of: "status").compactMap { Int32($0) }
        #expect(listed == ExitStatus.allCases.map(\.rawValue).sorted())
    }

    @Test func everyLimitIsListedWithItsValue() throws {
        let article = try Article("\(Article.folder)/Threat-model.md")
        let rows = article.rows.filter { $0.head == "limit" }
        #expect(Set(article.keys(of: "limit")) == Set(XMLLimits.Limit.allCases.map(\.rawValue)))
        for row in rows {
            let limit = try #require(
                XMLLimits.Limit(rawValue: row.cells[0].trimmingCharacters(in: ["`"])), "\(row.cells)")
            #expect(row.cells[1].split(separator: " ").first.flatMap { Int($0) } == XMLLimits()[limit])
        }
    }
}
