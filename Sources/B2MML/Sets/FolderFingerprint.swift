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
        return hash.finalize().map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
    }
}
