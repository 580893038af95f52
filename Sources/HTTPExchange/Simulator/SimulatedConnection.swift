import Adapter
import Hummingbird
import NIOCore
import ServiceLifecycle

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The server's side of one TCP connection, with what faults do to it.
struct SimulatedConnection: Sendable {
    let channel: any Channel

    func number(in ledger: Ledger) async -> Int {
        let id = ObjectIdentifier(channel)
        let number = await ledger.connection(of: id)
        channel.closeFuture.whenComplete { [channel] _ in
            Task {
                await ledger.connectionClosed(id)
                // Until here no other channel can have the same identity.
                withExtendedLifetime(channel) {}
            }
        }
        return number
    }

    /// Ends early when the simulator shuts down.
    func wait(_ time: Duration) async {
        try? await cancelWhenGracefulShutdown { try await Task.sleep(for: time) }
    }

    /// Closes with FIN: the client reads the end of the stream where a reply should be. The response returned
    /// is never written.
    func close() async -> Response {
        try? await channel.close()
        return Response(status: .internalServerError)
    }

    /// Closes with RST: what is under way in either direction is thrown away.
    func reset() async -> Response {
        await discardAndClose()
        return Response(status: .internalServerError)
    }

    private func discardAndClose() async {
        if let socket = channel as? any SocketOptionProvider {
            // On, with no seconds to linger: closing resets.
            try? await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        }
        try? await channel.close()
    }

    /// Announces all of the body, writes half of it, at least one byte less than announced, and closes.
    func halfBody(of answer: SimulatedAnswer, thenReset: Bool) -> ResponseBody {
        // An empty body cannot be cut short: one byte is announced that never comes.
        let announced = max(1, answer.body.count)
        return ResponseBody(contentLength: announced) { writer in
            try await writer.write(ByteBuffer(bytes: answer.body.prefix(announced / 2)))
            if thenReset { await discardAndClose() } else { _ = await close() }
        }
    }

    /// An empty body has nothing to be slow with and is written at once.
    func tricklingBody(of answer: SimulatedAnswer, pause: Duration) -> ResponseBody {
        ResponseBody(contentLength: answer.body.count) { writer in
            for byte in answer.body {
                await wait(pause)
                try await writer.write(ByteBuffer(bytes: [byte]))
            }
            try await writer.finish(nil)
        }
    }
}
