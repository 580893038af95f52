import Foundation
import Testing

/// What the articles name is there.
@Suite struct ArticleTests {
    private static let languages: Set<String> = ["console", "json", "jsonl", "yaml", "sh", "text"]

    /// A block in another language would be checked by nobody.
    @Test(arguments: Article.paths)
    func everyBlockIsOfAKindThatIsChecked(_ path: String) throws {
        for block in try Article(path).blocks {
            #expect(Self.languages.contains(block.language), "\(path):\(block.line)")
            #expect(block.language != "jsonl" || path.hasSuffix("Formats.md"), "\(path):\(block.line)")
            #expect(block.language != "json" || path.hasSuffix("Formats.md"), "\(path):\(block.line)")
            #expect(block.language != "sh" || path == "README.md", "\(path):\(block.line)")
        }
    }

    @Test(arguments: Article.paths)
    func pathsExist(_ path: String) throws {
        let named = try Article(path).codeSpans.filter {
            $0.wholeMatch(of: /(Sources|Tests|Schemas|Mappings)\/[^ …*]+/) != nil
        }
        for name in named where !name.contains("acme") {
            #expect(Repository.exists(name), "\(path) names \(name)")
        }
    }

    @Test func theJourneyNamesAFileAtEveryStep() throws {
        let rows = try Article("\(Article.folder)/Journey-of-a-message.md").rows
        #expect(rows.map { $0.cells[0] } == rows.indices.map { "\($0 + 1)" })
        for row in rows {
            let file = row.cells[2].trimmingCharacters(in: ["`"])
            #expect(file.hasSuffix(".swift") && Repository.exists(file), "step \(row.cells[0])")
        }
    }

    @Test(arguments: Article.paths)
    func codesAreThoseOfTheProgram(_ path: String) throws {
        let known = try Set(
            Repository.files(below: "Sources", ending: ".swift").flatMap { file in
                try Repository.text(file).matches(of: /"([A-Z]+(?:-[A-Z0-9]+)+)"/).map { $0.output.1 }
            }.map(String.init))
        for code in try Article(path).codeSpans where code.wholeMatch(of: /[A-Z]+(-[A-Z]+)+-[0-9]+/) != nil {
            #expect(known.contains(code), "\(path) names \(code)")
        }
    }

    @Test(arguments: Article.paths)
    func linksResolve(_ path: String) throws {
        let article = try Article(path)
        let names = try Article.all().map(\.name)
        for link in article.text.matches(of: /<doc:([^>]+)>/) {
            #expect(names.count { $0 == link.output.1 } == 1, "\(path) links to \(link.output.1)")
        }
        for link in article.text.matches(of: /\]\(([^)]+)\)/) where !link.output.1.contains("://") {
            let folder = path.split(separator: "/").dropLast().joined(separator: "/")
            let target = folder.isEmpty ? String(link.output.1) : "\(folder)/\(link.output.1)"
            #expect(Repository.exists(target), "\(path) links to \(link.output.1)")
        }
    }

    @Test func theLandingPageLeadsToEveryArticle() throws {
        let landing = try Article("\(Article.folder)/Adapter.md").text
        let linked = Set(landing.matches(of: /- <doc:([^>]+)>/).map { String($0.output.1) })
        let others = Set(try Article.all().map(\.name)).subtracting(["README", "Adapter"])
        #expect(linked == others)
    }

    @Test(arguments: Article.paths)
    func noPathOfAMachineIsNamed(_ path: String) throws {
        let text = try Repository.text(path)
        #expect(text.firstMatch(of: /(?:^|[\s`"'])\/(?:home|root|tmp|work|Users)\//) == nil)
    }
}
