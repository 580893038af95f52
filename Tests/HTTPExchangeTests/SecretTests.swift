import Adapter
import Diagnostics
import Foundation
import Synchronization
import Testing

@testable import HTTPExchange

/// Secrets reach the partner and nobody else.
@Suite(.timeLimit(.minutes(1)))
struct SecretTests {
    static let canary = "c4nary-5ecret"

    @Test(arguments: ["basic", "bearer", "header"])
    func credentialsArriveAndShowNowhere(_ kind: String) async throws {
        let reference = try SecretReference("env:PARTNER_SECRET")
        let (authentication, name, expected): (Authentication, String, String) =
            switch kind {
            case "basic":
                (
                    .basic(user: "plant", password: reference), "authorization",
                    "Basic " + Data("plant:\(Self.canary)".utf8).base64EncodedString()
                )
            case "bearer": (.bearer(reference), "authorization", "Bearer \(Self.canary)")
            default: (.header(name: "X-API-Key", value: reference), "x-api-key", Self.canary)
            }
        let seen = Mutex<String?>(nil)
        let erp = ScriptedERP { request in
            seen.withLock { $0 = request.header(name) }
            return SimulatedAnswer()
        }
        let settings = EndpointSimulator.Settings(shownHeaders: ["authorization", "user-agent"])
        let simulator = EndpointSimulator(settings, erp: erp)
        let shown = try await simulator.whileRunning { base in
            let bench = try Bench(
                base, authentication: authentication, environment: ["PARTNER_SECRET": Self.canary])
            let outcome = await bench.send()
            let ledger = await bench.transport.send(bench.request("/ledger", method: .get))
            return everyText(of: bench, outcome) + String(decoding: ledger.reply?.body ?? [], as: UTF8.self)
        }
        #expect(seen.withLock { $0 } == expected)
        #expect(shown.contains("user-agent"))
        #expect(!shown.contains(Self.canary))
        #expect(!shown.contains(expected))
    }

    /// The canary stands wherever a request can hold one; what is said about the request does not repeat it.
    @Test func requestsAndFaultsDoNotRepeatWhatTheyHold() async throws {
        let transport = try CurlTransport(endpoints: [Endpoint(name: "erp", url: "https://127.0.0.1:1")])
        let requests = [
            TransportRequest(url: "https://user:\(Self.canary)@127.0.0.1:1/"),
            TransportRequest(url: "https://\(Self.canary)@elsewhere.invalid/"),
            TransportRequest(url: "https://user:pa/ss\(Self.canary)@elsewhere.invalid/"),
            TransportRequest(url: "https://127.0.0.1:1/?token=\(Self.canary)"),
            TransportRequest(url: "https://elsewhere.invalid/?token=\(Self.canary)#\(Self.canary)"),
            TransportRequest(url: "\(Self.canary)@?"),
            TransportRequest(
                url: "https://127.0.0.1:1/", headers: [TransportHeader("X-Note", "\(Self.canary)\r\n")]),
            TransportRequest(
                url: "https://127.0.0.1:1/", headers: [TransportHeader("X-Note", Self.canary)],
                body: Array(Self.canary.utf8)),
        ]
        for request in requests {
            let outcome = await transport.send(request)
            let fault = try #require(outcome.notSent)
            let shown = everyText(of: request, outcome, fault) + fault.description
            #expect(!shown.contains(Self.canary))
        }
    }

    @Test func aSecretShowsNowhere() throws {
        let secret = try SecretReference("env:X").resolve { _ in Self.canary }
        #expect(secret.reveal() == Self.canary)
        #expect(!everyText(of: secret, [secret], ["key": secret]).contains(Self.canary))
    }

    @Test func aMissingSecretIsNotSentAndIsNamed() async throws {
        let bench = try Bench("http://127.0.0.1:1", authentication: .bearer(SecretReference("env:NOT_THERE")))
        let fault = try #require(await bench.send().notSent)
        #expect(fault.kind == .secretMissing)
        #expect(fault.message.contains("NOT_THERE"))
    }

    /// What is no reference may be the secret itself.
    @Test(arguments: ["", "env:", "file:", "env:A B", "env:A=\(canary)", canary, "ENV:X", "file"])
    func aTextThatIsNoReferenceIsNotRepeated(_ text: String) {
        let error = #expect(throws: SecretError.self) { try SecretReference(text) }
        #expect(error?.reason == .notAReference)
        #expect(error?.description.contains(Self.canary) == false)
    }

    @Test func aSecretIsReadWhenItIsNeeded() throws {
        let file = try SecretFile()
        let reference = try SecretReference("file:\(file.path)")
        #expect(throws: SecretError(.fileNotReadable(file.path))) { try reference.resolve { _ in nil } }
        for (written, expected) in [("one", "one"), ("two\n", "two"), ("three\r\n", "three"), ("ä b", "ä b")]
        {
            try file.write(written)
            #expect(try reference.resolve { _ in nil }.reveal() == expected)
        }
    }

    @Test(arguments: ["", "\n", "a\nb", "a\0b", "a\r\nX: y", "a\n\n"])
    func aSecretThatIsNoLineIsRefused(_ text: String) throws {
        let file = try SecretFile()
        try file.write(text)
        #expect(throws: SecretError.self) { try SecretReference("file:\(file.path)").resolve { _ in nil } }
        #expect(throws: SecretError.self) { try SecretReference("env:X").resolve { _ in text } }
    }

    @Test(arguments: [0o644, 0o604, 0o602])
    func aFileOpenToAllIsRefused(mode: Int) throws {
        let file = try SecretFile()
        try file.write("x", mode: mode)
        #expect(throws: SecretError(.fileOpenToAll(file.path))) {
            try SecretReference("file:\(file.path)").resolve { _ in nil }
        }
    }

    @Test func aFolderOrALargeFileIsNoSecret() throws {
        let file = try SecretFile()
        try file.write(String(repeating: "x", count: 70_000))
        #expect(throws: SecretError(.fileNotReadable(file.path))) {
            try SecretReference("file:\(file.path)").resolve { _ in nil }
        }
        #expect(throws: SecretError(.fileNotReadable("/"))) {
            try SecretReference("file:/").resolve { _ in nil }
        }
    }

    @Test(arguments: [
        ("https://u:p@h:1/a?b#c", "https://…@h:1/a"), ("https://h/a?b@c", "https://h/a"),
        ("h/a#b", "h/a"), ("a\u{1}\nb", "a__b"), ("", ""),
    ])
    func urlsForPeople(url: String, shown: String) {
        #expect(urlForPeople(url) == shown)
    }
}

/// What printing, debugging and dumping show.
private func everyText(of values: Any...) -> String {
    values.reduce(into: "") { text, value in
        text += String(describing: value) + String(reflecting: value)
        dump(value, to: &text)
    }
}

/// A file of its own, gone with the value.
private final class SecretFile {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, mode: Int = 0o600) throws {
        try? FileManager.default.removeItem(atPath: path)
        let isWritten = FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: mode])
        try #require(isWritten)
    }
}
