/// Changes a JSON text at random: bytes anywhere, and values and names as a whole.
struct JSONMutation {
    private var generator: SeededGenerator

    private static let bytes =
        Array(#"{}[]:,"\/ -+.eE0123456789tfnaux"#.utf8) + [0x00, 0x0A, 0x7F, 0x80, 0xC3, 0xFF]
    private static let values = [
        "null", "true", "false", "0", "-0", "1", "-1", "1.0", "1.5", "1e2", "12345678901234567890",
        "9223372036854775807", "1e-400", "\"\"", "\"7\"", "\"7.50\"", "\"ä\"", "\"\\u0041\"", "\"\\n\"", "{}",
        "[]",
        "[1]", "[\"a\"]", "{\"a\":1}", "\"2026-03-02T08:28:00Z\"", " 1 ", "01", "",
    ].map { Array($0.utf8) }

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    mutating func of(_ text: [UInt8]) -> [UInt8] {
        var text = text
        for _ in 0..<Int.random(in: 1...3, using: &generator) { change(&text) }
        return text
    }

    private mutating func change(_ text: inout [UInt8]) {
        guard !text.isEmpty else { return }
        let position = Int.random(in: 0..<text.count, using: &generator)
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: text[position] = pick(Self.bytes)
        case 1: text.insert(pick(Self.bytes), at: position)
        case 2: text.remove(at: position)
        case 3: text.removeSubrange(position..<min(position + 8, text.count))
        case 4:
            text.insert(
                contentsOf: Array("\"\(pick(["a", "job", "zz", "ä"]))\":1,".utf8), at: afterComma(text))
        case 5: repeatMember(&text)
        default: replaceValue(&text)
        }
    }

    private mutating func pick<Element>(_ list: [Element]) -> Element {
        list[Int.random(in: 0..<list.count, using: &generator)]
    }

    private mutating func afterComma(_ text: [UInt8]) -> Int {
        let commas = text.indices.filter { text[$0] == UInt8(ascii: ",") || text[$0] == UInt8(ascii: "{") }
        return commas.isEmpty ? 0 : pick(commas) + 1
    }

    /// Anything between two commas, so that a name may be there twice or out of order.
    private mutating func repeatMember(_ text: inout [UInt8]) {
        let start = afterComma(text)
        let member = text[start...].prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "}") }
        text.insert(contentsOf: member + [UInt8(ascii: ",")], at: afterComma(text))
    }

    private mutating func replaceValue(_ text: inout [UInt8]) {
        let colons = text.indices.filter { text[$0] == UInt8(ascii: ":") }
        guard !colons.isEmpty else { return }
        let start = pick(colons) + 1
        let ends = Array(",}]".utf8)
        let end = text[start...].firstIndex { ends.contains($0) } ?? text.count
        text.replaceSubrange(start..<end, with: pick(Self.values))
    }
}
