/// What differs between two texts, line by line: `-` is gone, `+` has come.
package struct LineDifference: Sendable {
    package let text: String

    /// Lines that are shown before it is only said how many more differ.
    private static let shown = 60
    /// Longer texts are compared at the same lines only.
    private static let maximalLines = 20_000

    package init(from old: String, to new: String) {
        let before = old.split(separator: "\n", omittingEmptySubsequences: false)
        let after = new.split(separator: "\n", omittingEmptySubsequences: false)
        guard before.count + after.count <= Self.maximalLines else {
            let line = zip(before, after).prefix { $0 == $1 }.count
            text = "    the first difference is in line \(line + 1)"
            return
        }
        let changes = after.difference(from: before).map { change in
            switch change {
            case .remove(let offset, let line, _): (offset, 0, "    - \(offset + 1): \(line)")
            case .insert(let offset, let line, _): (offset, 1, "    + \(offset + 1): \(line)")
            }
        }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
        let rest = changes.count - Self.shown
        text =
            (changes.isEmpty ? ["    only the line ends differ"] : changes.prefix(Self.shown) + [])
            .joined(separator: "\n") + (rest > 0 ? "\n    and \(rest) lines more" : "")
    }
}
