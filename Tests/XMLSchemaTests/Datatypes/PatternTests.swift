import Foundation
import Testing

@testable import XMLSchema

/// Regular expressions of XSD: what they mean, and that none of them is slow.
@Suite struct PatternTests {
    private static func matches(_ pattern: Pattern, _ text: String) -> Bool {
        var text = text
        return text.withUTF8 { pattern.automaton.matches($0) }
    }

    /// Seeded expressions and strings with the answers of two other matchers, which `patterns.py` has recorded.
    @Test func ourAnswerIsThatOfTwoOthers() throws {
        let path = ConstructTests.folder.appending(path: "patterns.tsv")
        let rows = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").dropFirst()
        var compiled: [String: Pattern?] = [:]
        var agreed = 0
        for row in rows {
            let fields = row.split(separator: "\t").map(String.init)
            let texts = try JSONDecoder().decode(
                [String].self, from: Data("[\(fields[0]),\(fields[1])]".utf8))
            let known = compiled[texts[0]]
            let pattern = known ?? (try? PatternCompiler.compile([texts[0]]))
            compiled[texts[0]] = pattern
            guard let pattern, fields[2] == fields[3] else { continue }
            agreed += 1
            #expect(Self.matches(pattern, texts[1]) == (fields[2] == "1"), "\(texts[0]) on \"\(texts[1])\"")
        }
        // Two of the 600 expressions are nested so deep in counters that their automaton would be too large, and the
        // other matchers differ from each other about 21 of the 4,800 rows.
        #expect(compiled.values.count { $0 == nil } == 2)
        #expect(agreed == 4_763)
    }

    @Test(
        arguments: [
            ("", ["", "!a"]), ("a|", ["a", "", "!b"]), ("(|a)b", ["b", "ab", "!a"]),
            (".", ["x", "é", "𝄞", "!\n", "!\r", "!", "!ab"]),
            ("a{0}b", ["b", "!ab"]), ("a{2}", ["aa", "!a", "!aaa"]), ("a{2,}", ["aa", "aaaaa", "!a"]),
            ("a{1,3}", ["a", "aaa", "!", "!aaaa"]), ("(ab?){2}", ["aa", "aba", "abab", "!ab"]),
            ("[^a-z]", ["A", "é", "!a", "!"]), ("[a-z-[aeiou]]+", ["xyz", "!abc"]),
            ("[^a-z-[A]]", ["B", "1", "!A", "!a"]), ("[a-z-[b-y-[m]]]", ["a", "m", "z", "!b", "!n"]),
            ("[a-]", ["a", "-", "!b"]), ("[-a]", ["a", "-", "!b"]), ("[a--[b]]", ["a", "-", "!b"]),
            ("[\\-\\]\\[\\^]+", ["-][^", "!\\"]), ("[a^]", ["a", "^", "!b"]), ("^a$", ["^a$", "!a"]),
            ("\\d{3}", ["123", "٣٤٥", "!12a"]), ("\\w+", ["aé1𝄞", "!a_b", "!a b", "!a-b"]),
            ("\\s", [" ", "\t", "\n", "\r", "!\u{A0}"]), ("\\i\\c*", ["a-1", ":b", "_.", "!1a", "!-a"]),
            ("\\p{Lu}\\p{Ll}*", ["Ab", "É", "!ab"]), ("\\P{L}", ["1", "!a"]),
            ("\\p{N}", ["1", "½", "Ⅷ", "!a"]),
            ("\\p{IsBasicLatin}*", ["abc~", "!é"]), ("\\p{IsLatin-1Supplement}", ["é", "!e"]),
            ("\\p{IsMusicalSymbols}", ["𝄞", "!a"]), ("\\p{IsPrivateUse}", ["\u{E000}", "\u{10FFFD}", "!a"]),
            ("\\p{Cn}", ["\u{378}", "\u{50000}", "!a"]), ("\\.\\*\\+\\?\\(\\)\\{\\}\\|\\\\", [".*+?(){}|\\"]),
            ("[&-~]*", ["abc", "!é"]), ("[\u{10000}-\u{10FFFF}]", ["𝄞", "!\u{FFFF}"]),
        ] as [(String, [String])])
    func itMatches(_ expression: String, _ texts: [String]) throws {
        let pattern = try PatternCompiler.compile([expression])
        for text in texts {
            let isWrong = text.hasPrefix("!")
            let value = isWrong ? String(text.dropFirst()) : text
            #expect(Self.matches(pattern, value) == !isWrong, "\(expression) on \"\(value)\"")
        }
    }

    /// Expressions that make a backtracking matcher try exponentially many ways: here each character is one step.
    @Test(arguments: ["(a+)+b", "(a|a)*b", "(a|aa)+b", "(.*a){12}b", "([a-zA-Z]+)*1", "(a?){50}a{50}b"])
    func noExpressionIsSlow(_ expression: String) throws {
        let pattern = try PatternCompiler.compile([expression])
        let states = pattern.automaton.accepting.count
        #expect(states < 1_000)
        #expect(!Self.matches(pattern, String(repeating: "a", count: 100_000)))
    }

    @Test func theBranchesAreForMessages() throws {
        let pattern = try PatternCompiler.compile(["true|false", "a(b|c)", "[|]"])
        #expect(pattern.alternatives == ["true", "false", "a(b|c)", "[|]"])
    }

    @Test func theTablesFitTogether() throws {
        let automaton = try PatternCompiler.compile(["\\p{L}[0-9é-ü]*|x{3,5}"]).automaton
        let width = Int(automaton.classCount)
        #expect(automaton.asciiClasses.count == 128)
        #expect(automaton.rangeStarts.first == 128)
        #expect(automaton.rangeStarts == automaton.rangeStarts.sorted())
        #expect(automaton.rangeStarts.count == automaton.rangeClasses.count)
        #expect(automaton.transitions.count == automaton.accepting.count * width)
        #expect(automaton.transitions.prefix(width).allSatisfy { $0 == 0 })
        #expect(automaton.transitions.allSatisfy { Int($0) < automaton.accepting.count })
        #expect((automaton.asciiClasses + automaton.rangeClasses).allSatisfy { Int($0) < width })
    }

    /// Every category is there once, and together they are all characters.
    @Test func theCategoriesArePartsOfAll() throws {
        let names = ["L", "M", "N", "P", "Z", "S", "C"]
        let sets = try names.map { try #require(UnicodeCategories.named($0)) }
        let surrogates = ScalarSet([0xD800...0xDFFF])
        #expect(sets.reduce(surrogates) { $0.union($1) } == .all)
        for (index, set) in sets.enumerated() {
            for other in sets[..<index] { #expect(set.intersection(other) == .empty) }
        }
        #expect(UnicodeCategories.named("Cs") == nil && UnicodeCategories.named("Q") == nil)
    }
}
