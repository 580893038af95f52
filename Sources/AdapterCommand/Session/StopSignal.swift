import Synchronization
import UnixSignals

/// Set by SIGINT and SIGTERM: whoever works in steps ends after the step that is under way.
final class StopSignal: Sendable {
    private let isRaised = Mutex(false)

    var isSet: Bool { isRaised.withLock { $0 } }

    /// Runs `body` while the signals are caught.
    func catching<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let listener = Task {
            for await _ in signals { isRaised.withLock { $0 = true } }
        }
        defer { listener.cancel() }
        return try await body()
    }

    /// Waits, at most until the signal comes.
    func wait(_ time: Duration) async {
        let end = ContinuousClock.now + time
        while !isSet, ContinuousClock.now < end {
            try? await Task.sleep(for: .milliseconds(50))
        }
    }
}
