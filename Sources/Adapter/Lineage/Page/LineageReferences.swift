/// The rules and table rows that a page names, numbered in the order in which they first appear.
struct LineageReferences {
    struct Entry: Comparable {
        let locator: String
        let isTableRow: Bool
        /// How many values of the output it had a part in.
        var valuesOut = 0
        /// How many values of the input it declares lost, or has only read.
        var valuesIn = 0

        /// By file, line and column; rules before rows of tables.
        static func < (left: Entry, right: Entry) -> Bool {
            left.key.lexicographicallyPrecedes(right.key)
        }

        /// Numbers filled up, so that line 9 comes before line 10.
        private var key: [String] {
            [isTableRow ? "1" : "0"]
                + locator.split(separator: ":").map { part in
                    guard let number = Int(part) else { return String(part) }
                    let digits = String(number)
                    return String(repeating: "0", count: max(0, 9 - digits.count)) + digits
                }
        }
    }

    private(set) var entries: [Entry] = []
    private var numbers: [String: Int] = [:]

    /// - Parameters:
    ///   - locator: of a rule, or of a row of a table.
    ///   - isTableRow: which of both.
    ///   - isOutput: whether it is for a value of the output.
    /// - Returns: its number.
    mutating func number(of locator: String, isTableRow: Bool = false, isOutput: Bool = true) -> Int {
        let number = numbers[locator] ?? entries.count
        if number == entries.count {
            numbers[locator] = number
            entries.append(Entry(locator: locator, isTableRow: isTableRow))
        }
        if isOutput { entries[number].valuesOut += 1 } else { entries[number].valuesIn += 1 }
        return number
    }

    /// `production-schedule:34` of `isa95/from-v0401/production-schedule.yaml:34:7`; `lines.csv:3` of a row.
    static func short(_ locator: String) -> String {
        let name = locator.split(separator: "/").last ?? ""
        let parts = name.split(separator: ":")
        guard parts.count > 1 else { return String(name) }
        let file = parts[0].hasSuffix(".yaml") ? parts[0].dropLast(5) : parts[0]
        return "\(file):\(parts[1])"
    }
}
