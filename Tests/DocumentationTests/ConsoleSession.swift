import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs commands one after another in one shell, in a copy of the samples with the built program on the path.
///
/// A command that ends in `&` stays running until the session ends; the next one waits for its first line of output.
struct ConsoleSession {
    struct Result {
        let output: [String]
        let status: String
    }

    /// What the articles call the port of the simulator; each session has a free one in its place.
    static let port = "8765"

    private let folder: URL
    private let home: String
    let freePort: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "documentation-\(UUID().uuidString)")
        home = Repository.path("")
        freePort = try Self.findPort()
        try FileManager.default.copyItem(
            atPath: Repository.path("Mappings/demo/examples/paint-shop"), toPath: work)
        let settings = "\(work)/b2mml.yaml"
        let text = try String(contentsOfFile: settings, encoding: .utf8)
        try text.replacing(Self.port, with: freePort).write(
            toFile: settings, atomically: true, encoding: .utf8)
        try FileManager.default.createDirectory(atPath: outputs, withIntermediateDirectories: true)
    }

    private var work: String { folder.path(percentEncoded: false) }
    private var outputs: String { work + ".outputs" }

    /// Both streams of each command, merged, and its status.
    func run(_ commands: [String]) throws -> [Result] {
        defer {
            try? FileManager.default.removeItem(atPath: work)
            try? FileManager.default.removeItem(atPath: outputs)
        }
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", script(commands.map { $0.replacing(Self.port, with: freePort) })]
        process.currentDirectoryURL = folder
        process.environment = try environment()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return commands.indices.map { index in
            Result(
                output: lines(of: "\(outputs)/\(index)").map { $0.replacing(freePort, with: Self.port) },
                status: lines(of: "\(outputs)/\(index).status").first ?? "not run")
        }
    }

    private func script(_ commands: [String]) -> String {
        var script = "trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT\n"
        for (index, command) in commands.enumerated() {
            let output = "'\(outputs)/\(index)'"
            if command.hasSuffix(" &") {
                script += "\(command.dropLast(2)) > \(output) 2>&1 &\n"
                script += "for _ in {1..600}; do [ -s \(output) ] && break; sleep 0.1; done; (exit 0)\n"
            } else {
                script += "{ \(command)\n} > \(output) 2>&1\n"
            }
            script += "echo $? > '\(outputs)/\(index).status'\n"
        }
        return script
    }

    private func environment() throws -> [String: String] {
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("B2MML_") }
        environment["B2MML_HOME"] = home
        environment["B2MML_CACHE"] = Repository.path(".build/images")
        environment["LC_ALL"] = "C.UTF-8"
        environment["PATH"] = try Repository.programFolder() + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
        return environment
    }

    private func lines(of file: String) -> [String] {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return [] }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// A port of this machine that nothing listens on.
    private static func findPort() throws -> String {
        #if canImport(Glibc)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
            }
        }
        guard descriptor >= 0, bound else { throw Repository.Missing(what: "free port") }
        return String(UInt16(bigEndian: address.sin_port))
    }
}
