import B2MML
import Diagnostics
import Foundation
import Mapping
import Testing
import XMLSchema

/// The guide is true: its examples are checked and run, and its table of functions is that of the code.
@Suite struct ReadmeTests {
    private let blocks: [(language: String, text: String)]
    private let text: String

    init() throws {
        text = try String(contentsOf: Bench.root.appending(path: "Mappings/README.md"), encoding: .utf8)
        blocks = text.matches(of: /```([a-z]+)\n((?s).*?)```/).map { (String($0.1), String($0.2)) }
    }

    private func blocks(_ language: String) -> [String] {
        blocks.filter { $0.language == language }.map(\.text)
    }

    private func files() throws -> [String: String] {
        [
            "acme/tables/uses.csv": try #require(blocks("csv").first),
            "acme/schedule.yaml": try #require(blocks("yaml").first),
        ]
    }

    @Test func everyExampleIsSound() throws {
        let examples = blocks("yaml")
        #expect(examples.count == 10)
        for example in examples where !example.hasPrefix("from:") {
            let yaml = example.hasPrefix("language:") ? example : Self.complete(example)
            let checked = Bench.compile(yaml, path: "acme/example.yaml", files: try files())
            // An example reads what it is about.
            let findings = checked.findings.filter { $0.code != "MAP-UNREAD-1" }
            #expect(findings.map(\.description) == [], "\(example)")
        }
    }

    /// Each of the forms is one, with its samples beside it.
    @Test func everyFormIsSound() throws {
        let forms = try #require(blocks("yaml").first { $0.hasPrefix("from:") })
        let ends = forms.split(separator: /\n(?=from:)/)
        #expect(ends.count == 5)
        let samples = ["in-1.json": "{\"a\": 1}", "in-2.json": "{\"b\": [2]}", "in.xml": "<a><b/></a>"]
        for end in ends {
            let yaml = """
                language: 1
                mapping: acme/form
                version: 1.0.0
                owner: test
                \(end)
                to: { set: canonical, noun: OperationsSchedule }
                rules: [{ ignore: "*", reason: not of this test }]
                """
            let files = samples.reduce(into: [:]) { $0["acme/\($1.key)"] = $1.value }
            let checked = Bench.compile(yaml, path: "acme/form.yaml", files: files)
            #expect(checked.findings.map(\.description) == [], "\(end)")
        }
    }

    /// A list of rules, as rules of a request.
    private static func complete(_ rules: String) -> String {
        """
        language: 1
        mapping: acme/example
        version: 1.0.0
        owner: test
        from: { set: V0401, noun: ProductionRequest }
        to: { set: canonical, noun: OperationsRequest }
        rules:
        \(rules.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
        \(rules.contains("use: described") ? "blocks: { described: [{ to: Description, from: $text }] }" : "")
        """
    }

    @Test func theFirstExampleMakesWhatItShows() throws {
        let yaml = try #require(blocks("yaml").first)
        let mapping = try #require(Bench.compile(yaml, path: "acme/schedule.yaml", files: try files()).value)
        let shown = blocks("xml")
        try #require(shown.count == 2)
        let noun = try Bench.noun(
            Bench.read(shown[0], .published(.v0401)).document, "ProductionSchedule")
        let zone = MappingContext.Zone(identifier: "Europe/Paris", origin: "site")
        let result = try #require(mapping.run(noun, context: MappingContext(zone: zone, date: "2026-07-01")))
        let expected = try Bench.read(shown[1], .canonical)
        #expect(expected.findings == [])
        #expect(Serialisation.text(result.document.root) == Serialisation.text(expected.document.root))
        #expect(result.losses.ignoredByAccident == [])
        #expect(!result.isHeld)
    }

    @Test(arguments: MappingFunction.allCases)
    func theTableOfFunctionsIsThatOfTheCode(_ function: MappingFunction) {
        let takes = function.takes.map(\.rawValue).sorted().joined(separator: ", ")
        let back =
            switch function.inverse {
            case .itself: "itself"
            case .by(let other): other
            case .none(let reason): "none: \(reason)"
            }
        let row = [
            "`\(function.rawValue)`", takes, function.gives.rawValue, function.says, back,
        ].joined(separator: " | ")
        #expect(text.contains("| \(row) |"))
    }
}
