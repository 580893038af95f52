import Foundation

/// One of the programs that are compared, with its arguments.
struct Command {
    /// One run of it.
    struct Run {
        /// Milliseconds.
        let wall: Double
        /// User and system time, milliseconds.
        let cpu: Double
        /// MiB. The kernel counts from what this program has had itself: nothing below its own size can be seen.
        let peak: Double
        let status: Int32
    }

    struct NotStarted: Error {
        let program: String
    }

    let label: String
    let program: String
    let arguments: [String]

    init(_ label: String, _ program: String, _ arguments: [String]) {
        self.label = label
        self.program = program
        self.arguments = arguments
    }

    /// The same with other arguments.
    func with(_ arguments: [String]) -> Command { Command(label, program, arguments) }

    /// Runs it once, with its output thrown away.
    func run(environment: [String: String] = [:]) throws -> Run {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let words = ([program] + arguments).map { strdup($0) } + [nil]
        let all = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        let variables = all.map { strdup("\($0)=\($1)") } + [nil]
        defer { for word in words + variables { free(word) } }
        var process: pid_t = 0
        let start = ContinuousClock.now
        guard posix_spawnp(&process, program, &actions, nil, words, variables) == 0 else {
            throw NotStarted(program: program)
        }
        var usage = rusage()
        var status: Int32 = 0
        while wait4(process, &status, 0, &usage) < 0 {
            guard errno == EINTR else { throw NotStarted(program: program) }
        }
        let wall = ContinuousClock.now - start
        return Run(
            wall: Double(wall.components.seconds) * 1e3 + Double(wall.components.attoseconds) / 1e15,
            cpu: Self.milliseconds(usage.ru_utime) + Self.milliseconds(usage.ru_stime),
            peak: Double(usage.ru_maxrss) / 1_024, status: status & 0x7F == 0 ? (status >> 8) & 0xFF : -1)
    }

    private static func milliseconds(_ time: timeval) -> Double {
        Double(time.tv_sec) * 1e3 + Double(time.tv_usec) / 1e3
    }
}

/// What several runs of one command have shown.
struct Series {
    let label: String
    private(set) var runs: [Command.Run] = []

    init(_ label: String) {
        self.label = label
    }

    mutating func add(_ run: Command.Run) { runs.append(run) }

    var wall: Double { Self.median(runs.map(\.wall)) }
    var cpu: Double { Self.median(runs.map(\.cpu)) }
    var fastest: Double { runs.map(\.wall).min() ?? 0 }
    var slowest: Double { runs.map(\.wall).max() ?? 0 }
    /// The highest of all runs.
    var peak: Double { runs.map(\.peak).max() ?? 0 }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
