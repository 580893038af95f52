package import Diagnostics
import Foundation

/// Where a secret lies: `env:NAME` or `file:PATH`. Settings, logs and errors hold this, never the secret.
package struct SecretReference: Sendable, Hashable {
    private enum Source: Hashable {
        case environment(String)
        case file(String)
    }

    private let source: Source

    /// - Throws: ``SecretError`` when the text is of neither form. The text is not repeated in the error: a
    ///   person may have written the secret itself there.
    package init(_ text: String) throws(SecretError) {
        if text.hasPrefix("env:"), let name = Self.environmentName(text.dropFirst(4)) {
            source = .environment(name)
        } else if text.hasPrefix("file:"), text.count > 5, !text.contains("\0") {
            source = .file(String(text.dropFirst(5)))
        } else {
            throw SecretError(.notAReference)
        }
    }

    private static func environmentName(_ text: Substring) -> String? {
        let isName = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return isName && !text.isEmpty ? String(text) : nil
    }

    /// Reads the secret now, so that a rotated one is used with the next request.
    ///
    /// One line end at the end of a file is not part of the secret. Control characters are refused: the secret
    /// becomes a header.
    package func resolve(environment: (String) -> String?) throws(SecretError) -> Secret {
        let text: String
        switch source {
        case .environment(let name):
            guard let value = environment(name) else { throw SecretError(.environmentNotSet(name)) }
            text = value
        case .file(let path): text = try Self.read(path)
        }
        guard !text.isEmpty else { throw SecretError(.empty(description)) }
        let isClean = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        guard isClean else { throw SecretError(.controlCharacter(description)) }
        return Secret(text)
    }

    /// Bytes; larger than any key or token.
    private static let fileLimit = 64 << 10

    private static func read(_ path: String) throws(SecretError) -> String {
        let target = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: target),
            attributes[.type] as? FileAttributeType == .typeRegular,
            let permissions = attributes[.posixPermissions] as? Int, let size = attributes[.size] as? Int
        else { throw SecretError(.fileNotReadable(path)) }
        guard permissions & 0o007 == 0 else { throw SecretError(.fileOpenToAll(path)) }
        guard size <= fileLimit, let bytes = FileManager.default.contents(atPath: path),
            bytes.count <= fileLimit
        else { throw SecretError(.fileNotReadable(path)) }
        guard var text = String(validating: bytes, as: UTF8.self) else {
            throw SecretError(.fileNotReadable(path))
        }
        // A carriage return and a line feed are one Character.
        if text.last?.isNewline == true { text.removeLast() }
        return text
    }
}

extension SecretReference: CustomStringConvertible {
    package var description: String {
        switch source {
        case .environment(let name): "env:\(name)"
        case .file(let path): "file:\(path)"
        }
    }
}

/// A resolved secret on its way into a header. No description, mirror or dump shows it.
package struct Secret: Sendable {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    /// The plain text; for the one place that writes it on the wire.
    func reveal() -> String { text }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "(secret)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// A secret that cannot be had. Names the reference, never the secret.
package struct SecretError: AdapterError, Hashable {
    package enum Reason: Sendable, Hashable {
        case notAReference
        case environmentNotSet(String)
        case fileNotReadable(String)
        case fileOpenToAll(String)
        case empty(String)
        case controlCharacter(String)
    }

    package let reason: Reason

    init(_ reason: Reason) {
        self.reason = reason
    }

    package var code: Code {
        switch reason {
        case .notAReference: "SECRET-REFERENCE-1"
        case .environmentNotSet: "SECRET-ENV-1"
        case .fileNotReadable: "SECRET-FILE-1"
        case .fileOpenToAll: "SECRET-FILE-2"
        case .empty: "SECRET-VALUE-1"
        case .controlCharacter: "SECRET-VALUE-2"
        }
    }

    package var message: String {
        switch reason {
        case .notAReference: "a secret is not written as a reference"
        case .environmentNotSet(let name): "the environment has no variable \(name)"
        case .fileNotReadable(let path): "the secret file \(path) cannot be read as a text of at most 64 KiB"
        case .fileOpenToAll(let path): "the secret file \(path) is open to every user of this machine"
        case .empty(let reference): "the secret \(reference) is empty"
        case .controlCharacter(let reference): "the secret \(reference) holds a control character"
        }
    }

    package var advice: String? {
        switch reason {
        case .notAReference: "Write env:NAME or file:PATH."
        case .environmentNotSet: "Set the variable in the environment of the service."
        case .fileNotReadable: "Check the path and the owner of the file."
        case .fileOpenToAll(let path): "Run chmod o-rwx \(path)."
        case .empty, .controlCharacter: "Write the secret there as one line."
        }
    }

    package var exitStatus: ExitStatus { .usage }
}
