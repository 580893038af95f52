import Adapter
import CLibCurl
import Foundation
import Synchronization

/// One thread that runs all transfers of a ``CurlTransport`` over one libcurl multi handle, so that connections
/// are shared and no thread of Swift's pool waits for a socket.
///
/// The multi handle and the transfers belong to the thread; others reach it through `inbox` alone. Ends when
/// its owner lets go of it: what is still running is cancelled.
final class TransferLoop: Sendable {
    private let worker: Worker

    /// - Parameter concurrency: transfers at one time over all endpoints; more wait their turn.
    init(concurrency: Int) {
        worker = Worker(concurrency: max(1, concurrency))
        let worker = worker
        let thread = Thread { worker.run() }
        thread.name = "http-exchange"
        thread.start()
    }

    deinit { worker.post(.stop) }

    func start(_ job: TransferJob) { worker.post(.start(job)) }

    /// Without effect when the transfer has ended already.
    func cancel(_ id: UInt64) { worker.post(.cancel(id)) }
}

private enum LoopCommand: Sendable {
    case start(TransferJob)
    case cancel(UInt64)
    case stop
}

/// Done once in a process, before the first handle.
private let isLibraryReady: Bool = clibcurl_global_init(clibcurl_global_all) == CURLE_OK

private final class Worker: Sendable {
    private struct Inbox {
        var commands: [LoopCommand] = []
        var isClosed = false
    }

    /// Shared between threads only for `curl_multi_wakeup`, which libcurl allows.
    private struct MultiHandle: @unchecked Sendable {
        let pointer: UnsafeMutableRawPointer
    }

    private let inbox = Mutex(Inbox())
    private let multi: MultiHandle?
    private let concurrency: Int

    init(concurrency: Int) {
        self.concurrency = concurrency
        multi = isLibraryReady ? clibcurl_multi_init().map(MultiHandle.init) : nil
    }

    /// The handle lives until the inbox is closed, and waking happens under the same lock.
    func post(_ command: LoopCommand) {
        let isTaken = inbox.withLock { inbox in
            guard !inbox.isClosed else { return false }
            inbox.commands.append(command)
            if let multi { clibcurl_multi_wakeup(multi.pointer) }
            return true
        }
        if !isTaken, case .start(let job) = command { job.complete(.notSent(.loopEnded)) }
    }

    private func takeCommands() -> [LoopCommand] {
        inbox.withLock { inbox in
            defer { inbox.commands = [] }
            return inbox.commands
        }
    }

    private func close() -> [LoopCommand] {
        inbox.withLock { inbox in
            inbox.isClosed = true
            defer { inbox.commands = [] }
            return inbox.commands
        }
    }

    func run() {
        guard let multi = multi?.pointer else {
            refuse(close())
            return
        }
        clibcurl_multi_set_long(multi, CURLMOPT_PIPELINING, clibcurl_pipe_multiplex)
        var transfers = RunningTransfers(multi: multi, concurrency: concurrency)
        var isStopping = false
        while !isStopping {
            for command in takeCommands() {
                switch command {
                case .start(let job): transfers.enqueue(job)
                case .cancel(let id): transfers.cancel(id)
                case .stop: isStopping = true
                }
            }
            transfers.admit()
            var running: Int32 = 0
            guard clibcurl_multi_perform(multi, &running) == CURLM_OK else { break }
            // A transfer that ended makes room for another: no waiting before it has been admitted.
            if transfers.collect() { continue }
            guard !isStopping else { break }
            // Milliseconds; a command or a socket wakes it earlier.
            guard clibcurl_multi_poll(multi, nil, 0, 60_000, nil) == CURLM_OK else { break }
        }
        let rest = close()
        transfers.cancelAll()
        refuse(rest)
        clibcurl_multi_cleanup(multi)
    }

    private func refuse(_ commands: [LoopCommand]) {
        for case .start(let job) in commands { job.complete(.notSent(.loopEnded)) }
    }
}

/// What the loop's thread has in hand: transfers at work, and jobs that wait for a place.
private struct RunningTransfers {
    let multi: UnsafeMutableRawPointer
    let concurrency: Int
    private var active: [UInt64: Transfer] = [:]
    private var activePerEndpoint: [String: Int] = [:]
    /// In order of arrival; a job overtakes another only when that one's endpoint has no place.
    private var waiting: [TransferJob] = []

    init(multi: UnsafeMutableRawPointer, concurrency: Int) {
        self.multi = multi
        self.concurrency = concurrency
    }

    mutating func enqueue(_ job: TransferJob) { waiting.append(job) }

    mutating func admit() {
        var stillWaiting: [TransferJob] = []
        for job in waiting {
            let places = job.endpoint.concurrency - activePerEndpoint[job.endpoint.name, default: 0]
            if active.count < concurrency, places > 0 { begin(job) } else { stillWaiting.append(job) }
        }
        waiting = stillWaiting
    }

    private mutating func begin(_ job: TransferJob) {
        guard let transfer = Transfer(job), clibcurl_multi_add_handle(multi, transfer.handle) == CURLM_OK
        else {
            job.complete(
                .notSent(
                    TransportFault(
                        .local, "the HTTP client could not begin a transfer to \(urlForPeople(job.url))")))
            return
        }
        active[job.id] = transfer
        activePerEndpoint[job.endpoint.name, default: 0] += 1
    }

    /// Hands out what has ended; whether there was any.
    mutating func collect() -> Bool {
        var didEnd = false
        var left: Int32 = 0
        while let message = clibcurl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE else { continue }
            let result = clibcurl_result(message)
            let handle = message.pointee.easy_handle
            guard let transfer = active.values.first(where: { $0.handle == handle }) else { continue }
            end(transfer, with: transfer.outcome(result))
            didEnd = true
        }
        return didEnd
    }

    mutating func cancel(_ id: UInt64) {
        if let transfer = active[id] {
            end(transfer, with: transfer.cancelled())
        } else if let index = waiting.firstIndex(where: { $0.id == id }) {
            waiting.remove(at: index).complete(.notSent(.cancelledBeforeStart))
        }
    }

    mutating func cancelAll() {
        for job in waiting { job.complete(.notSent(.cancelledBeforeStart)) }
        waiting = []
        for transfer in active.values { end(transfer, with: transfer.cancelled()) }
    }

    /// The evidence is read before the handle leaves the multi handle.
    private mutating func end(_ transfer: Transfer, with outcome: TransportOutcome) {
        clibcurl_multi_remove_handle(multi, transfer.handle)
        active[transfer.job.id] = nil
        activePerEndpoint[transfer.job.endpoint.name, default: 1] -= 1
        transfer.job.complete(outcome)
    }
}

extension TransportFault {
    static let cancelledBeforeStart = TransportFault(
        .cancelled, "the request was cancelled before it was sent")
    static let loopEnded = TransportFault(.local, "the HTTP client has ended, the request was not sent")
}
