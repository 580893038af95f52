import Foundation

/// Names this process as the holder of a lease, so that another process of the same machine can see that it is gone.
///
/// A process number alone is not enough, since numbers are used again: the start time of the process goes with it.
package struct LeaseHolder: Sendable, Hashable, CustomStringConvertible {
    private let host: String
    private let process: Int32
    /// In clock ticks since the machine started; nil where the system does not tell.
    private let started: String?

    package static let current = LeaseHolder(
        host: ProcessInfo.processInfo.hostName, process: getpid(), started: startTime(of: getpid()))

    private init(host: String, process: Int32, started: String?) {
        self.host = host
        self.process = process
        self.started = started
    }

    /// - Returns: nil for a text that no process of ours has written.
    package init?(_ text: String) {
        let parts = text.split(separator: "/").map(String.init)
        guard parts.count >= 2, let process = Int32(parts[1]) else { return nil }
        self.init(host: parts[0], process: process, started: parts.count > 2 ? parts[2] : nil)
    }

    package var description: String {
        "\(host)/\(process)" + (started.map { "/\($0)" } ?? "")
    }

    /// True only when it is certain: a process of this machine that does not run any more.
    package var isGone: Bool {
        guard host == Self.current.host else { return false }
        guard kill(process, 0) == 0 || errno == EPERM else { return true }
        guard let now = Self.status(of: process) else { return false }
        return now.isZombie || started.map { $0 != now.started } ?? false
    }

    private static func startTime(of process: Int32) -> String? {
        status(of: process)?.started
    }

    /// What the system tells of a process: nothing where there is no `/proc`. A zombie has ended; only its parent has
    /// not looked yet.
    private static func status(of process: Int32) -> (isZombie: Bool, started: String)? {
        guard let data = FileManager.default.contents(atPath: "/proc/\(process)/stat") else { return nil }
        // The second field is the program's name in parentheses, which may hold blanks.
        let text = String(decoding: data, as: UTF8.self)
        guard let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        return fields.count > 19 ? (fields[0] == "Z", String(fields[19])) : nil
    }
}
