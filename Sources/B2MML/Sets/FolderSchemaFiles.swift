import Foundation
package import XMLSchema

/// Schema files below one folder; nothing outside of it is read. Paths are relative to the folder, or absolute and in
/// it.
package struct FolderSchemaFiles: SchemaFiles {
    private let folder: URL

    package init(folder: String) {
        self.folder = URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL
    }

    package func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: try location(of: path)) else {
            throw Refusal.missing
        }
        return Array(data)
    }

    /// The absolute path of a file that may be read, whether it is there or not.
    func location(of path: String) throws -> String {
        let url = (path.hasPrefix("/") ? URL(filePath: path) : folder.appending(path: path))
            .standardizedFileURL
        let folderPath = folder.path(percentEncoded: false)
        guard url.path(percentEncoded: false).hasPrefix(folderPath) else {
            throw Refusal.outside(folderPath)
        }
        return url.path(percentEncoded: false)
    }

    private enum Refusal: Error, CustomStringConvertible {
        case outside(String)
        case missing

        var description: String {
            switch self {
            case .outside(let folder): "it is outside of \(folder), and nothing outside of that is read"
            case .missing: "it is not there, or may not be read"
            }
        }
    }
}
