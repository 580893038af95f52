import Diagnostics
import Testing
import XMLSchema

@testable import Mapping

/// Whatever comes: a document or an error, and places that are in the text.
@Suite struct FormMutationTests {
    private static let rounds = 2_000

    @Test(arguments: ForeignFormat.allCases)
    func brokenInputNeverCrashes(_ format: ForeignFormat) throws {
        let (form, text) = try Self.subject(format)
        var random = SplitMix(state: 0x5EED)
        for round in 0..<Self.rounds {
            let bytes = Self.mutated(Array(text.utf8), &random)
            let read = form.read(bytes, source: "in")
            #expect(read.document != nil || read.findings.hasErrors, "round \(round)")
            let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
            let places = read.unknown.map(\.place) + read.findings.map(\.place)
            #expect(places.allSatisfy { ($0.line ?? 0) <= lines }, "round \(round)")
            if let document = read.document, read.findings.isEmpty, form.format.canBeTarget {
                let written = form.write(document)
                #expect(written.value != nil || written.findings.hasErrors, "round \(round)")
            }
        }
    }

    private static func subject(_ format: ForeignFormat) throws -> (ForeignForm, String) {
        switch format {
        case .json:
            let text = #"{"a":[{"b":1.5e3,"ü":"x\u00e9\n"}],"c":[[1],[2]],"d":null,"e":true}"#
            return (try FormBench.json(text), text)
        case .xml:
            let text = "<a xmlns:x='urn:x' b='1'><x:c>é</x:c><c>&lt;</c><d><![CDATA[x]]></d></a>"
            return (try FormBench.xml(text), text)
        case .csv:
            let text = "a;b;c\r\n1;\"x;\"\"\r\ny\";3\r\n4;5;6\r\n"
            return (
                try FormBench.csv(DelimitedLayout(separator: ";", columns: ["a", "b", "c"], group: ["a"])),
                text
            )
        case .fixedWidth:
            let records: [FixedWidthLayout.Record] = [
                .init(name: "a", starts: "1", fields: [.init(name: "x", columns: 2...5)]),
                .init(name: "b", starts: "2", inside: "a", fields: [.init(name: "y", columns: 3...4)]),
            ]
            return (try FormBench.fixedWidth(records), "1abcd\n2 xy\n2 z\n1é\n")
        case .aqdef:
            let text =
                "K0100 1\nK1001/1 p\nK2001/1 c\nK2004/1 0\n1.5\u{14}0\u{14}t\nK0001/1 2\nK0014/0 i\nK5112/2 1\n"
            return (try FormBench.make(ForeignFormDeclaration(format: .aqdef)), text)
        }
    }

    /// One to three bytes dropped, flipped, doubled, or made one that means something.
    private static func mutated(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        let words = Array("\"\\{}[]<>&;,/\n\r\t0K".utf8) + [0x00, 0x0F, 0x14, 0xFF, 0xC3]
        var bytes = bytes
        for _ in 0...Int.random(in: 0...2, using: &random) where !bytes.isEmpty {
            let index = Int.random(in: bytes.indices, using: &random)
            switch Int.random(in: 0...4, using: &random) {
            case 0: bytes.remove(at: index)
            case 1: bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
            case 2: bytes.insert(bytes[index], at: index)
            case 3: bytes.removeSubrange(index...)
            default: bytes[index] = words.randomElement(using: &random) ?? 0
            }
        }
        return bytes
    }
}

/// The same numbers in every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
