import Testing

@testable import Operations

@Suite struct ControlTests {
    private static let sides = [1.0, 1, 1, 1, 1, 1, 1, 1, 1]

    /// Each rule just broken and just not broken.
    @Test(
        arguments: [
            (NelsonRule.beyondThreeSigma, [0, 3.01, 0, -3.01], [1, 3]), (.beyondThreeSigma, [3, -3], []),
            (.nineOnOneSide, sides, [8]), (.nineOnOneSide, Array(sides.dropLast()), []),
            (.nineOnOneSide, [1, 1, 1, 1, 0, 1, 1, 1, 1, 1], []),
            (.nineOnOneSide, sides.map { -$0 } + [-2], [8, 9]),
            (.sixSteady, [0, 0.1, 0.2, 0.3, 0.4, 0.5], [5]), (.sixSteady, [0, 0.1, 0.2, 0.3, 0.4, 0.4], []),
            (.sixSteady, [5, 0.5, 0.4, 0.3, 0.2, 0.1, 0.2], [5]),
            (.fourteenAlternating, [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1], [13]),
            (.fourteenAlternating, [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0], []),
            (.fourteenAlternating, [0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0], []),
        ] as [(NelsonRule, [Double], [Int])])
    func nelson(_ rule: NelsonRule, _ points: [Double], _ expected: [Int]) {
        #expect(rule.violations(in: points, centre: 0, sigma: 1) == expected)
        #expect(rule.violations(in: points, centre: 0, sigma: 0).isEmpty)
    }

    /// The rule as its sentence says it, looked for at every place.
    @Test(arguments: 0..<30 as Range<UInt64>) func nelsonAgainstTheSentence(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let points = (0..<300).map { _ in Double(Int.random(in: -2...2, using: &generator)) }
        func ends(_ length: Int, _ holds: ([Double]) -> Bool) -> [Int] {
            (length - 1..<points.count).filter { holds(Array(points[($0 - length + 1)...$0])) }
        }
        #expect(
            NelsonRule.nineOnOneSide.violations(in: points, centre: 0.5, sigma: 1)
                == ends(9) { $0.allSatisfy { $0 > 0.5 } || $0.allSatisfy { $0 < 0.5 } })
        #expect(
            NelsonRule.sixSteady.violations(in: points, centre: 0, sigma: 1)
                == ends(6) { row in
                    let steps = zip(row, row.dropFirst()).map { $1 - $0 }
                    return steps.allSatisfy { $0 > 0 } || steps.allSatisfy { $0 < 0 }
                })
        #expect(
            NelsonRule.fourteenAlternating.violations(in: points, centre: 0, sigma: 1)
                == ends(14) { row in
                    let steps = zip(row, row.dropFirst()).map { $1 - $0 }
                    return zip(steps, steps.dropFirst()).allSatisfy { $0 * $1 < 0 }
                })
    }

    private func levels(_ verdicts: String, from level: SamplingLevel, stable: Bool = true) -> String {
        var sampling = SamplingSwitch(level: level)
        return String(
            verdicts.map { verdict in
                let next = sampling.count(
                    accepted: verdict == "a" || verdict == "!", isStable: stable,
                    isOutOfControl: verdict == "!")
                return next.rawValue.first ?? "?"
            })
    }

    /// `a` accepted, `r` rejected, `!` accepted but out of control; N, T, R are the levels after each.
    @Test(
        arguments: [
            (SamplingLevel.normal, true, "rar", "NNT"), (.normal, true, "raaaar", "NNNNNN"),
            (.normal, true, "raaar", "NNNNT"), (.tightened, true, "aaaaa", "TTTTN"),
            (.tightened, true, "aaaaraaaaa", "TTTTTTTTTN"), (.normal, true, "aaaaaaaaaaa", "NNNNNNNNNRR"),
            (.normal, false, "aaaaaaaaaaa", "NNNNNNNNNNN"), (.reduced, true, "aar", "RRN"),
            (.reduced, false, "a", "N"), (.reduced, true, "a!", "RT"), (.normal, true, "a!aaaaa", "NTTTTTN"),
            (.normal, true, "rrr", "NTT"),
        ] as [(SamplingLevel, Bool, String, String)])
    func switching(_ level: SamplingLevel, _ stable: Bool, _ verdicts: String, _ expected: String) {
        #expect(levels(verdicts, from: level, stable: stable) == expected)
    }

    /// Published vectors of FNV-1a 128 (Go `hash/fnv`), recomputed in Python.
    @Test(
        arguments: [
            ("", "6c62272e07bb014262b821756295c58d"), ("a", "d228cb696f1a8caf78912b704e4a8964"),
            ("ab", "08809544bbab1be95aa0733055b69a62"), ("abc", "a68d622cec8b5822836dbc7977af7f3b"),
            ("foobar", "343e1662793c64bf6f0d3597ba446f18"),
        ] as [(String, String)])
    func hash(_ text: String, _ digits: String) {
        var hash = FowlerNollVo()
        hash.add(text.utf8)
        #expect(hash.digits == digits)
    }

    @Test func fieldsDoNotRunTogether() {
        func digits(_ fields: String...) -> String {
            var hash = FowlerNollVo()
            for field in fields { hash.add(field: field) }
            return hash.digits
        }
        #expect(digits("ab", "c") != digits("a", "bc"))
        #expect(digits("", "a") != digits("a", ""))
        #expect(digits("1:a") != digits("", "1:a"))
    }
}
