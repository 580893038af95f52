import Dispatch
import Foundation
import Synchronization

/// The same work on many inputs, on several threads, with the results in the order of the inputs.
///
/// Inputs are taken from their sequence as they are needed, and at most four for each thread are between their taking
/// and the delivery of their results: memory does not grow with their number.
package struct OrderedWork<Input: Sendable, Output: Sendable>: Sendable {
    private let work: @Sendable (Input) throws -> Output
    private let threads: Int

    /// - Parameters:
    ///   - threads: 1 to work without threads.
    ///   - work: called on any thread, several at once.
    package init(threads: Int, work: @escaping @Sendable (Input) throws -> Output) {
        self.threads = max(threads, 1)
        self.work = work
    }

    /// Works through the inputs.
    ///
    /// - Parameters:
    ///   - inputs: iterated on the calling thread.
    ///   - deliver: called on the calling thread with each result.
    /// - Throws: the first failure of `work` in the order of the inputs, or of `deliver`; nothing is delivered after it.
    package func run(_ inputs: some Sequence<Input>, deliver: (Output) throws -> Void) throws {
        var rest = inputs.makeIterator()
        guard let first = rest.next() else { return }
        guard threads > 1, let second = rest.next() else {
            try deliver(try work(first))
            while let input = rest.next() { try deliver(try work(input)) }
            return
        }
        let bench = Bench(threads: threads, work: work)
        bench.start()
        defer { bench.close() }
        bench.add(first)
        bench.add(second)
        var isMore = true
        while isMore || bench.isBusy {
            while isMore, bench.outstanding < 4 * threads {
                if let input = rest.next() { bench.add(input) } else { isMore = false }
            }
            if bench.isBusy { try deliver(try bench.nextResult().get()) }
        }
    }

    /// What the threads share.
    private final class Bench: Sendable {
        private struct State {
            var waiting: [(number: Int, input: Input)] = []
            var results: [Int: Result<Output, any Error>] = [:]
            var added = 0
            var delivered = 0
            var isClosed = false
        }

        private let threads: Int
        private let work: @Sendable (Input) throws -> Output
        private let state = Mutex(State())
        /// Counts what waits, and at the end the threads that are to stop.
        private let wanted = DispatchSemaphore(value: 0)
        private let done = DispatchSemaphore(value: 0)

        init(threads: Int, work: @escaping @Sendable (Input) throws -> Output) {
            self.threads = threads
            self.work = work
        }

        // MARK: The calling thread

        var outstanding: Int { state.withLock { $0.added - $0.delivered } }
        var isBusy: Bool { outstanding > 0 }

        func start() {
            for number in 1...threads {
                let thread = Thread { self.labour() }
                thread.name = "work \(number)"
                // As much as the main thread has.
                thread.stackSize = 8 << 20
                thread.start()
            }
        }

        func add(_ input: Input) {
            state.withLock {
                $0.waiting.append(($0.added, input))
                $0.added += 1
            }
            wanted.signal()
        }

        /// The result of the oldest input that has not been delivered.
        func nextResult() -> Result<Output, any Error> {
            while true {
                let result = state.withLock { state in
                    let result = state.results.removeValue(forKey: state.delivered)
                    if result != nil { state.delivered += 1 }
                    return result
                }
                if let result { return result }
                done.wait()
            }
        }

        /// Lets the threads end after the work that they have begun.
        func close() {
            state.withLock {
                $0.isClosed = true
                $0.waiting = []
            }
            for _ in 0..<threads { wanted.signal() }
        }

        // MARK: The other threads

        private func labour() {
            while true {
                wanted.wait()
                let next = state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
                guard let next else {
                    if state.withLock({ $0.isClosed }) { return }
                    continue
                }
                let result = Result { try work(next.input) }
                state.withLock { $0.results[next.number] = result }
                done.signal()
            }
        }
    }
}
