/// The exit status of a command. Of several, the highest counts.
package enum ExitStatus: Int32, Sendable, Comparable, CaseIterable {
    /// Everything was accepted, or was a duplicate, unchanged or stale.
    case done = 0
    /// A person should look: refused, conflict, held, or a finding of severity error.
    case look = 1
    /// Usage, settings or a mapping file are wrong, or a named file is missing.
    case usage = 2
    /// An endpoint or the journal could not be reached or is full: try again.
    case unreachable = 3
    /// A fault of ours, never the input's.
    case fault = 70

    package static func < (left: ExitStatus, right: ExitStatus) -> Bool {
        left.rawValue < right.rawValue
    }
}
