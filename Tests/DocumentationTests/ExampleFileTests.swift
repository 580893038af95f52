import B2MML
import Diagnostics
import Foundation
import Mapping
import Operations
import Testing

@testable import Adapter

/// Settings and mappings that the articles show can be used.
@Suite struct ExampleFileTests {
    private static let blocks: [(article: Article, block: Article.Block)] =
        ((try? Article.all()) ?? []).flatMap { article in
            article.blocks.filter { $0.language == "yaml" }.map { (article, $0) }
        }

    private static func isMapping(_ block: Article.Block) -> Bool {
        block.lines.contains { $0.hasPrefix("language:") }
    }

    private static func isProfile(_ block: Article.Block) -> Bool {
        block.lines.contains { $0.hasPrefix("extends:") } && !isMapping(block)
    }

    private static func isRule(_ block: Article.Block) -> Bool {
        block.lines.contains { $0.hasPrefix("rule:") }
    }

    private static func isSettings(_ block: Article.Block) -> Bool {
        !isMapping(block) && !isProfile(block) && !isRule(block)
    }

    // MARK: Event rules

    @Test func rulesAreReadAndDoWhatTheirExamplesSay() throws {
        let rules = Self.blocks.filter { Self.isRule($0.block) }
        #expect(!rules.isEmpty)
        for (article, block) in rules {
            let file = try EventRuleReader.read(block.text, path: "\(article.path):\(block.line)")
            #expect(file.findings().isEmpty)
            #expect(!file.examples.isEmpty)
        }
    }

    @Test func everyKeyOfARuleIsListed() throws {
        let article = try Article("\(Article.folder)/Formats.md")
        let source = try Repository.text("Sources/Adapter/EventRules/EventRuleReader.swift")
        let lists = source.matches(of: /(?:known: |known = )\[([^\]]*)\]/).map(\.output.1)
        let known = Set(lists.flatMap { $0.matches(of: /"([a-z-]+)"/).map { String($0.output.1) } })
        #expect(known.count > 20)
        #expect(Set(article.keys(of: "in a rule")) == known)
    }

    @Test func everyFieldOfAnEventIsListed() throws {
        let rows = try Article("\(Article.folder)/Formats.md").rows.filter { $0.head == "event" }
        let listed = rows.map { row in
            (
                row.cells[0].replacing("`", with: ""),
                Set(row.cells[1].matches(of: /`([A-Za-z]+)`/).map { String($0.output.1) })
            )
        }
        let known = EventField.byType.mapValues { Set($0.map(\.rawValue)) }
        #expect(Dictionary(uniqueKeysWithValues: listed) == known)
    }

    @Test func profilesAreRead() throws {
        let profiles = Self.blocks.filter { Self.isProfile($0.block) }
        #expect(profiles.count >= 2)
        for (article, block) in profiles {
            let profile = try ProfileReader.read(text: block.text, source: "\(article.path):\(block.line)")
            #expect(DeviationKind.allCases.contains { profile[$0].decision != nil })
        }
    }

    /// The keys of the article are those that the reader knows.
    @Test func everyProfileKeyIsListed() throws {
        let article = try Article("\(Article.folder)/Formats.md")
        let source = try Repository.text("Sources/Adapter/Profiles/ProfileReader.swift")
        let lists = source.matches(of: /(?:known: |eys = )\[([^\]]*)\]/).map(\.output.1)
        let known = Set(lists.flatMap { $0.matches(of: /"([a-z-]+)"/).map { String($0.output.1) } })
        #expect(Set(article.keys(of: "profile key")) == known)
    }

    @Test func everyDeviationIsListedAsTheProgramHasIt() throws {
        let rows = try Article("\(Article.folder)/Guides/Deviations.md").rows.filter {
            $0.head == "deviation code"
        }
        #expect(
            rows.map(\.cells)
                == DeviationKind.allCases.map { kind in
                    let description = kind.description
                    let weight = description.isAccepted ? description.severity.rawValue : "not read"
                    return ["`\(kind.rawValue)`", description.title, weight, description.reading]
                })
    }

    @Test func settingsAreRead() throws {
        let settings = Self.blocks.filter { Self.isSettings($0.block) }
        #expect(!settings.isEmpty)
        for (article, block) in settings {
            let place = "\(article.path):\(block.line)"
            let read = try SettingsReader.read(block.text, source: place)
            #expect(!read.partners.isEmpty || !read.site.isEmpty, "\(place)")
        }
    }

    /// The keys of the article are those that the reader knows.
    @Test func everySettingIsListed() throws {
        let article = try Article("\(Article.folder)/Formats.md")
        let source = try Repository.text("Sources/Adapter/Settings/SettingsReader.swift")
        var known: Set<String> = []
        for list in source.matches(of: /known(?:: | = )\[([^\]]*)\]/) {
            known.formUnion(list.output.1.matches(of: /"([a-z-]+)"/).map { String($0.output.1) })
        }
        known.formUnion(source.matches(of: /text\("([a-z-]+)", of:/).map { String($0.output.1) })
        #expect(known.count > 30)
        #expect(Set(article.keys(of: "setting")) == known)
    }

    @Test func theExampleSetsEverySetting() throws {
        let article = try Article("\(Article.folder)/Formats.md")
        let example = try #require(
            article.blocks.first { $0.language == "yaml" && Self.isSettings($0) })
        let set = Set(example.text.matches(of: /([a-z-]+):(?: |\n)/).map { String($0.output.1) })
        #expect(Set(article.keys(of: "setting")).subtracting(set).isEmpty)
    }

    @Test func aMisspeltSettingIsRefusedWithItsPlace() throws {
        let error = #expect(throws: SettingsError.self) {
            try SettingsReader.read("zon: Europe/Berlin\n", source: "b2mml.yaml")
        }
        #expect(error?.code == "SETTINGS-KEY-1")
        #expect(error?.place?.line == 1)
    }

    @Test func mappingsCompileWithoutFindings() throws {
        let mappings = Self.blocks.filter { Self.isMapping($0.block) }
        #expect(!mappings.isEmpty)
        let folder = FileManager.default.temporaryDirectory.appending(path: "mappings-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // What one of them extends.
        try FileManager.default.copyItem(
            atPath: Repository.path("Mappings/csv"), toPath: "\(folder.path(percentEncoded: false))/csv")
        for (article, block) in mappings {
            let name = try #require(block.text.firstMatch(of: /mapping: (.+)/)?.output.1)
            let file = folder.appending(path: "\(name).yaml")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try block.text.write(to: file, atomically: true, encoding: .utf8)
            let library = MappingLibrary(
                folder: folder.path(percentEncoded: false),
                schemas: SchemaLibrary(folder: Repository.path("Schemas")))
            let findings = library.paths.flatMap { library.check($0).findings }
            #expect(findings.map(\.description) == [], "\(article.path):\(block.line)")
            #expect(try library.mapping(named: String(name)) != nil)
        }
    }
}
