import Mapping

/// The account of many records: each kind of loss once, with the path of the first, and how often it was.
struct LossTally {
    private(set) var losses = Losses()
    private var counts: [String: Int] = [:]

    /// Takes over what was said of one record.
    ///
    /// - Parameters:
    ///   - other: its losses.
    ///   - input: a path of the input as it is in the whole document; nil for one that is outside of the record.
    ///   - output: the same for a path of the output.
    mutating func add(_ other: Losses, input: (String) -> String?, output: (String) -> String?) {
        losses.consumed += other.consumed
        for loss in other.ignoredDeclared {
            guard let path = input(loss.path), isFirst("declared \(loss.reason) ", path) else { continue }
            losses.ignoredDeclared.append(Losses.Declared(path: path, reason: loss.reason))
        }
        for path in other.ignoredByAccident.compactMap(input) where isFirst("accident ", path) {
            losses.ignoredByAccident.append(path)
        }
        for path in other.unsetRequired.compactMap(output) where isFirst("unset ", path) {
            losses.unsetRequired.append(path)
        }
        for path in other.derived.compactMap(output) where isFirst("derived ", path) {
            losses.derived.append(path)
        }
    }

    /// How often what a path stands for was seen, by the path without positions.
    var repeated: [String: Int] {
        var result: [String: Int] = [:]
        for (key, count) in counts where count > 1 {
            guard let path = key.firstIndex(of: "/") else { continue }
            result[String(key[path...]), default: 0] += count
        }
        return result
    }

    private mutating func isFirst(_ kind: String, _ path: String) -> Bool {
        let key = kind + Self.withoutPositions(path)
        counts[key, default: 0] += 1
        return counts[key] == 1
    }

    static func withoutPositions(_ path: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(path.utf8.count)
        var isInside = false
        for byte in path.utf8 {
            if byte == UInt8(ascii: "[") { isInside = true }
            if !isInside { bytes.append(byte) }
            if byte == UInt8(ascii: "]") { isInside = false }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
