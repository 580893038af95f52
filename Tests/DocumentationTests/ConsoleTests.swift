import Testing

/// Every command of the articles is run, and prints what the article shows.
@Suite struct ConsoleTests {
    static let articles: [Article] = (try? Article.all().filter { !$0.commands.isEmpty }) ?? []

    @Test func articlesWithCommandsAreFound() {
        #expect(Self.articles.map(\.name).contains("README"))
        #expect(Self.articles.count >= 5)
    }

    @Test(arguments: articles)
    func commandsDoWhatTheArticleShows(_ article: Article) throws {
        let commands = article.commands
        let results = try ConsoleSession().run(commands.map(\.step.command))
        for (command, result) in zip(commands, results) {
            let place: Comment = "\(article.path):\(command.line): \(command.step.command)"
            let output = result.output.joined(separator: "\n")
            #expect(result.status == "0", place)
            switch command.shows {
            case .text:
                let objection = command.step.objection(to: result.output)
                #expect(objection == nil, "\(place.rawValue)\n\(objection ?? "")\nIt prints:\n\(output)")
            case .keys(let block):
                let printed = try #require(result.output.lazy.compactMap(JSONKeys.init(line:)).first, place)
                #expect(printed.names == (try JSONKeys(block.text)).names, place)
            }
        }
    }

    @Test func ellipsesStandForAnything() {
        #expect(Transcript.Step.matches("a b c", "a … c"))
        #expect(Transcript.Step.matches("a b c", "…"))
        #expect(!Transcript.Step.matches("a b c", "a … d"))
        #expect(!Transcript.Step.matches("a b c", "a b"))
        let step = Transcript.Step(command: "x", expected: ["a", "…", "d"])
        #expect(step.objection(to: ["a", "b", "c", "d"]) == nil)
        #expect(step.objection(to: ["a", "b", "c"]) != nil)
        #expect(step.objection(to: ["a", "d", "e"]) != nil)
        #expect(step.objection(to: ["b", "a", "d"]) != nil)
    }
}

extension Article {
    struct Command {
        enum Shows {
            case text
            /// The keys of what it prints are those of the block.
            case keys(Block)
        }

        let step: Transcript.Step
        let line: Int
        let shows: Shows
    }

    /// All commands, in the order of the article: those of its `console` blocks, and those that introduce a `json` block
    /// with "prints:".
    var commands: [Command] {
        blocks.flatMap { block -> [Command] in
            if block.language == "console" {
                return Transcript(block).steps.map { Command(step: $0, line: block.line, shows: .text) }
            }
            guard block.language == "json",
                let command = block.introduction.matches(of: /`(b2mml [^`]+)` +prints:/).last?.output.1
            else { return [] }
            return [
                Command(
                    step: Transcript.Step(command: String(command)), line: block.line, shows: .keys(block))
            ]
        }
    }
}
