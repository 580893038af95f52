/// The order of two texts of B2MML `Version`, which has no grammar: `2`, `1.10`, `A`, `Rev 3` all occur.
///
/// Texts are cut into runs of digits and runs of other characters. Digits compare as numbers of any length, other
/// runs must be equal or both be a single letter (`A` before `B`). `1` comes before `1.1`. Everything else (`draft`
/// against `2`, `1.0` against `1.0-rc1`) is undecided, since a guess would let an older state win in silence.
enum VersionText {
    static func order(_ left: String?, _ right: String?) -> StampOrder {
        guard let left, let right else { return .undecided }
        let leftRuns = runs(of: left.withoutOuterBlanks)
        let rightRuns = runs(of: right.withoutOuterBlanks)
        for (a, b) in zip(leftRuns, rightRuns) where a != b {
            return order(a, b)
        }
        let common = min(leftRuns.count, rightRuns.count)
        guard common > 0 else { return .undecided }
        if isContinuation(leftRuns[common...]) { return .newer }
        if isContinuation(rightRuns[common...]) { return .older }
        return .undecided
    }

    private enum Run: Hashable {
        /// Digits without leading zeros.
        case number(String)
        case text(String)
    }

    private static func order(_ left: Run, _ right: Run) -> StampOrder {
        switch (left, right) {
        case (.number(let a), .number(let b)):
            a.count == b.count ? StampOrder(a, b) : StampOrder(a.count, b.count)
        case (.text(let a), .text(let b)) where isLetter(a) && isLetter(b):
            StampOrder(a, b)
        default: .undecided
        }
    }

    private static func isLetter(_ text: String) -> Bool {
        text.utf8.count == 1 && text.utf8.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
    }

    /// Whether further runs make a later version: a point and a number, as `.1` in `1.1`.
    private static func isContinuation(_ runs: ArraySlice<Run>) -> Bool {
        guard runs.count >= 2, runs.first == .text("."), case .number = runs[runs.startIndex + 1] else {
            return false
        }
        return true
    }

    private static func runs(of text: String) -> [Run] {
        var runs: [Run] = []
        var rest = Substring(text)
        while let first = rest.first {
            let digits = isDigit(first)
            let run = rest.prefix { isDigit($0) == digits }
            rest = rest[run.endIndex...]
            runs.append(digits ? .number(String(run.drop { $0 == "0" })) : .text(String(run)))
        }
        return runs
    }

    private static func isDigit(_ character: Character) -> Bool {
        character >= "0" && character <= "9" && character.isASCII
    }
}
