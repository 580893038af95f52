import Crypto
import Foundation

/// What "the same files" means: SHA-256 over the files of a folder, by path and content.
package enum FolderFingerprint {
    /// - Parameters:
    ///   - folder: walked with all folders in it.
    ///   - endings: of the names that count, such as `.xsd`.
    /// - Returns: hexadecimal digits; nil when the folder or a file in it cannot be read.
    package static func of(_ folder: String, endings: Set<String>) -> String? {
        guard let walk = FileManager.default.enumerator(atPath: folder) else { return nil }
        let paths = walk.compactMap { $0 as? String }.filter { path in endings.contains { path.hasSuffix($0) }
        }
        var hash = SHA256()
        for path in paths.sorted() {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(path)") else { return nil }
            hash.update(data: Data("\(path)\n\(data.count)\n".utf8))
            hash.update(data: data)
        }
        return hexadecimal(hash.finalize())
    }

    /// Of files that were read already, by path. Only the names count of paths that are absolute, so that a copy of
    /// the files in another place is the same.
    static func of(files: [String: [UInt8]]) -> String {
        var hash = SHA256()
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
            let name = path.hasPrefix("/") ? path.split(separator: "/").last ?? "" : path[...]
            hash.update(data: Data("\(name)\n\(bytes.count)\n".utf8))
            hash.update(data: bytes)
        }
        return hexadecimal(hash.finalize())
    }

    private static func hexadecimal(_ digest: SHA256.Digest) -> String {
        digest.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
    }
}
