import B2MML
import Dispatch
import Foundation
import Synchronization

/// Reads a document on a thread of its own, a few pieces ahead of its user, and makes the hash there: on two cores,
/// reading, inflating and hashing cost whoever judges nothing.
///
/// The thread is started for the second piece: a small document is read by its user.
package final class ReadAhead: DigestingReader {
    private let ring: PieceRing
    /// Whether the piece that was handed out last was full, so that another one may follow.
    private var wasFull = true
    private var index = 0
    private var isThreaded = false
    private var isAtEnd = false
    private var hash: String?

    init(_ producer: any PieceProducer) {
        ring = PieceRing(producer)
    }

    deinit {
        if isThreaded, !isAtEnd { ring.cancel() }
    }

    package func withNextPiece<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result? {
        guard !isAtEnd else { return nil }
        if !isThreaded { return try withOwnPiece(body) }
        let piece: UnsafeRawBufferPointer?
        do {
            piece = try ring.wait(for: index)
        } catch {
            isAtEnd = true
            throw error
        }
        guard let piece else {
            isAtEnd = true
            return nil
        }
        defer {
            index = (index + 1) % PieceRing.count
            ring.giveBack()
        }
        return try body(piece)
    }

    package func digest() throws -> String {
        if let hash { return hash }
        if isThreaded {
            if !isAtEnd { ring.cancel() }
            ring.join()
        }
        isAtEnd = true
        let made = try ring.digest()
        hash = made
        return made
    }

    /// Without the thread.
    private func withOwnPiece<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result? {
        if index > 0, wasFull {
            isThreaded = true
            index = 0
            ring.start()
            return try withNextPiece(body)
        }
        // Also behind one that was not full: there may be a problem to tell.
        guard let piece = try ring.produce() else {
            isAtEnd = true
            return nil
        }
        wasFull = piece.count == PieceRing.pieceSize
        index += 1
        return try body(piece)
    }
}

/// The buffers between the thread that fills them and the one that empties them, used in turn.
private final class PieceRing: Sendable {
    static let count = 4
    /// Small enough that four of them stay in the cache of a core.
    static let pieceSize = 128 << 10

    /// Used by the thread alone from ``start()`` to ``join()``, else by the reader alone.
    nonisolated(unsafe) private let producer: any PieceProducer
    /// Each belongs to whoever the two semaphores have given it to.
    nonisolated(unsafe) private let buffers: UnsafeMutableRawBufferPointer
    private let results = Mutex<[Result<Int, any Error>]>(Array(repeating: .success(0), count: count))
    private let isCancelled = Atomic(false)
    private let empty = DispatchSemaphore(value: 0)
    private let filled = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    init(_ producer: any PieceProducer) {
        self.producer = producer
        buffers = .allocate(byteCount: Self.count * Self.pieceSize, alignment: 64)
    }

    deinit {
        buffers.deallocate()
    }

    private func buffer(_ index: Int) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(
            rebasing: buffers[index * Self.pieceSize..<(index + 1) * Self.pieceSize])
    }

    // MARK: The reader

    /// Produces and accounts for a piece without the thread; nil at the end.
    func produce() throws -> UnsafeRawBufferPointer? {
        let buffer = buffer(0)
        let count = try producer.fill(buffer)
        guard count > 0 else { return nil }
        let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        producer.account(for: piece)
        return piece
    }

    func start() {
        // Not as the initial value: a semaphore must not end below it.
        for _ in 0..<Self.count { empty.signal() }
        let thread = Thread { self.work() }
        thread.name = "read ahead"
        thread.start()
    }

    /// The piece in a buffer once it is filled; nil at the end.
    func wait(for index: Int) throws -> UnsafeRawBufferPointer? {
        filled.wait()
        let count = try results.withLock { $0[index] }.get()
        return count > 0 ? UnsafeRawBufferPointer(rebasing: buffer(index)[..<count]) : nil
    }

    func giveBack() {
        empty.signal()
    }

    /// Waits for the thread to be done with all pieces.
    func join() {
        ended.wait()
    }

    /// Lets the thread end when it is done with the piece that it has filled; it keeps the ring as long as it needs it.
    func cancel() {
        isCancelled.store(true, ordering: .relaxed)
        empty.signal()
    }

    func digest() throws -> String {
        try producer.digest()
    }

    // MARK: The thread

    private func work() {
        var index = 0
        while true {
            empty.wait()
            if isCancelled.load(ordering: .relaxed) { break }
            let buffer = buffer(index)
            let result = Result { try producer.fill(buffer) }
            results.withLock { $0[index] = result }
            filled.signal()
            guard case .success(let count) = result, count > 0 else { break }
            producer.account(for: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            index = (index + 1) % Self.count
        }
        ended.signal()
    }
}
