import Synchronization
import XMLStream

/// What is remembered from record to record, where the records of a noun are translated one by one: what a run over all of
/// them would see. One for each mapping and document.
package final class RecordMemory: Sendable {
    private struct Known {
        /// What was derived for the noun with the first record, by local name.
        var derived: [String: String] = [:]
        var ordinals: [Key: Int] = [:]
    }

    private struct Key: Hashable {
        let record: NameID
        let rule: Int
        let keys: String
    }

    private let known = Mutex(Known())

    /// Local names of what records become: where one is required, it may be another record that becomes it.
    let targets: Set<String>

    /// - Parameter targets: local names of what the records become.
    package init(targets: Set<String>) {
        self.targets = targets
    }

    /// What was derived for the noun before; else this, from now on.
    func derived(_ local: String, else text: String?) -> String? {
        known.withLock { known in
            if let before = known.derived[local] { return before }
            known.derived[local] = text
            return text
        }
    }

    /// How many records so far have these keys, with this one.
    func ordinal(of record: NameID, rule: Int, _ keys: String) -> Int {
        known.withLock { known in
            let key = Key(record: record, rule: rule, keys: keys)
            known.ordinals[key, default: 0] += 1
            return known.ordinals[key] ?? 1
        }
    }
}
