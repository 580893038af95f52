/// A `console` block: lines that begin with `$ ` are commands, the others are what they print.
///
/// A line `…` stands for any lines, also for none; a `…` in a line for any text.
struct Transcript: Sendable {
    struct Step: Sendable {
        let command: String
        var expected: [String] = []
    }

    let steps: [Step]

    init(_ block: Article.Block) {
        var steps: [Step] = []
        for line in block.lines {
            if line.hasPrefix("$ ") {
                steps.append(Step(command: String(line.dropFirst(2))))
            } else if !steps.isEmpty {
                steps[steps.count - 1].expected.append(line)
            }
        }
        self.steps = steps
    }
}

extension Transcript.Step {
    /// Why the output is not what the article shows; nil when it is.
    func objection(to output: [String]) -> String? {
        // A command without a line of output in the article is shown for what it does.
        guard !expected.isEmpty else { return output.isEmpty ? nil : "it prints something" }
        var rest = output[...]
        var mayskip = false
        for line in expected {
            if line == "…" {
                mayskip = true
                continue
            }
            guard let index = rest.firstIndex(where: { Self.matches($0, line) }) else {
                return "it does not print \"\(line)\""
            }
            guard mayskip || index == rest.startIndex else {
                return "before \"\(line)\" it prints \"\(rest[rest.startIndex])\""
            }
            mayskip = false
            rest = rest[(index + 1)...]
        }
        return mayskip || rest.isEmpty ? nil : "it goes on with \"\(rest[rest.startIndex])\""
    }

    static func matches(_ line: String, _ pattern: String) -> Bool {
        let parts = pattern.split(separator: "…", omittingEmptySubsequences: false)
        guard let first = parts.first, let last = parts.last, parts.count > 1 else { return line == pattern }
        guard line.hasPrefix(first), line.hasSuffix(last), line.count >= first.count + last.count else {
            return false
        }
        var rest = line.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }
}
