import Foundation

/// Finds files that are new or have changed in watched places, once they have stopped growing.
///
/// A file is handed out when two looks in a row saw the same size and time of change: whoever writes it slowly is
/// waited for. What it has handed out it remembers for as long as it lives; that a file is taken in only once is the
/// journal's business.
package struct FolderWatch {
    private struct Look: Equatable {
        let size: Int
        let changed: Date
    }

    private let named: [String]
    private var seen: [String: Look] = [:]
    private var handedOut: [String: Look] = [:]

    /// Watches files and folders; what does not exist yet may come.
    package init(_ named: [String]) {
        self.named = named
    }

    /// The files that have settled since the look before, by name.
    package mutating func settled() -> [String] {
        var settled: [String] = []
        var now: [String: Look] = [:]
        for path in Inputs(named).paths {
            guard let look = Self.look(at: path) else { continue }
            now[path] = look
            if seen[path] == look, handedOut[path] != look {
                handedOut[path] = look
                settled.append(path)
            }
        }
        seen = now
        return settled
    }

    private static func look(at path: String) -> Look? {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            let size = attributes[.size] as? Int, let changed = attributes[.modificationDate] as? Date
        else { return nil }
        return Look(size: size, changed: changed)
    }
}
