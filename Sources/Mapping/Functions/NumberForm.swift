import Operations

/// How a number is written by somebody who does not write XSD decimals.
enum NumberForm: String, Sendable, CaseIterable {
    /// `1.234,50`: groups are parted by points or blanks.
    case comma
    /// `1,234.50`, and as JSON writes it, `1.5E3`.
    case point

    /// The number as XSD `decimal`, with all its digits; nil for what is none.
    ///
    /// A sign may stand at either end, as SAP writes it: `12.000-`. Where groups are marked, all but the first have three
    /// digits: `1.5` is no `comma` number.
    func decimal(_ text: String) -> String? {
        var body = text[...].drop { $0 == " " }
        while body.last == " " { body.removeLast() }
        var sign = ""
        if let first = body.first, first == "-" || first == "+" {
            sign = first == "-" ? "-" : ""
            body.removeFirst()
        } else if let last = body.last, last == "-" || last == "+" {
            sign = last == "-" ? "-" : ""
            body.removeLast()
        }
        if self == .point, let mark = body.firstIndex(where: { $0 == "e" || $0 == "E" }),
            mark > body.startIndex
        {
            return (try? ExactDecimal(parsing: body)).map { sign + $0.lexicalForm }
        }
        let point: Character = self == .comma ? "," : "."
        let halves = body.split(separator: point, maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = halves.first, let digits = ungrouped(whole) else { return nil }
        let fraction = halves.count > 1 ? halves[1] : nil
        if let fraction, fraction.isEmpty || !Self.isDigits(fraction) { return nil }
        return sign + digits + (fraction.map { ".\($0)" } ?? "")
    }

    private func ungrouped(_ text: Substring) -> String? {
        let marks: [Character] = self == .comma ? [".", " ", "\u{A0}", "'"] : [",", " ", "\u{A0}", "'"]
        let groups = text.split(omittingEmptySubsequences: false) { marks.contains($0) }
        guard groups.allSatisfy({ !$0.isEmpty && Self.isDigits($0) }),
            groups.count == 1 || groups[0].count <= 3 && groups.dropFirst().allSatisfy({ $0.count == 3 })
        else { return nil }
        return groups.joined()
    }

    private static func isDigits(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
