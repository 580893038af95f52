import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A listening socket on loopback below any HTTP library: silent, or with bytes that no library would write.
final class RawPeer: Sendable {
    let port: Int
    private let descriptor: Int32

    init() throws {
        #if canImport(Glibc)
            let stream = Int32(SOCK_STREAM.rawValue)
        #else
            let stream = SOCK_STREAM
        #endif
        descriptor = socket(AF_INET, stream, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && listen(descriptor, 16) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        try #require(isListening)
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(descriptor) }

    var base: String { "http://127.0.0.1:\(port)" }

    /// Accepts one connection, reads to the end of a request's head, writes `bytes` and closes.
    func answerOnce(with bytes: [UInt8]) { answerRequests([bytes]) }

    /// Accepts one connection, answers one request after the other on it, and closes; where there is nil, the
    /// request is read and not answered. Only the last may have a body.
    func answerRequests(_ replies: [[UInt8]?]) {
        let thread = Thread { [self] in
            let connection = accept(descriptor, nil, nil)
            for reply in replies {
                readHead(connection)
                guard let reply else { break }
                _ = reply.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            }
            shutdown(connection, Int32(SHUT_WR))
            readHead(connection)
            close(connection)
        }
        thread.start()
    }

    private func readHead(_ connection: Int32) {
        var read: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while read.firstRange(of: Array("\r\n\r\n".utf8)) == nil {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            read += buffer.prefix(count)
        }
    }
}
