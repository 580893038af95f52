import Dispatch
import Synchronization
import Testing

@testable import Adapter

@Suite struct OrderedWorkTests {
    private struct Failure: Error, Equatable {
        let number: Int
    }

    /// Uneven work, so that results come out of order without waiting for time to pass.
    private static func work(_ number: Int) -> Int {
        var value = number
        for _ in 0..<(number % 7) * 3_000 { value = value &* 31 &+ 1 }
        return value
    }

    @Test(arguments: [1, 2, 3, 8], [0, 1, 2, 3, 500])
    func resultsComeInTheOrderOfTheInputs(threads: Int, count: Int) throws {
        var results: [Int] = []
        try OrderedWork<Int, Int>(threads: threads, work: Self.work).run(0..<count) { results.append($0) }
        #expect(results == (0..<count).map(Self.work))
    }

    /// The first result is held back: the inputs that are taken meanwhile are few, however many there are.
    @Test func inputsAreTakenAsTheyAreNeeded() throws {
        let gate = DispatchSemaphore(value: 0)
        let taken = Mutex(0)
        let delivered = Mutex(0)
        let most = Mutex(0)
        let inputs = (0..<1_000).lazy.map { number in
            taken.withLock { $0 += 1 }
            let open = taken.withLock { $0 } - delivered.withLock { $0 }
            most.withLock { $0 = max($0, open) }
            // All that fit between taking and delivery are taken: the first may end.
            if number == 7 { gate.signal() }
            return number
        }
        let work = OrderedWork<Int, Int>(threads: 2) { number in
            if number == 0 { gate.wait() }
            return number
        }
        try work.run(inputs) { _ in delivered.withLock { $0 += 1 } }
        #expect(taken.withLock { $0 } == 1_000)
        #expect(most.withLock { $0 } == 8)
    }

    @Test(arguments: [1, 4])
    func theFirstFailureInOrderEndsIt(threads: Int) throws {
        var results: [Int] = []
        let work = OrderedWork<Int, Int>(threads: threads) { number in
            if number >= 20 { throw Failure(number: number) }
            return Self.work(number)
        }
        #expect(throws: Failure(number: 20)) { try work.run(0..<1_000) { results.append($0) } }
        #expect(results == (0..<20).map(Self.work))
    }

    @Test(arguments: [1, 4])
    func aFailingDeliveryEndsItToo(threads: Int) {
        var count = 0
        let work = OrderedWork<Int, Int>(threads: threads, work: Self.work)
        #expect(throws: Failure(number: 3)) {
            try work.run(0..<1_000) { _ in
                count += 1
                if count == 3 { throw Failure(number: 3) }
            }
        }
        #expect(count == 3)
    }
}
