import Foundation
import XMLSchema

/// Schema files below one folder; nothing outside of it is read.
package struct FolderSchemaFiles: SchemaFiles {
    private let folder: URL

    package init(folder: String) {
        self.folder = URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL
    }

    package func read(_ path: String) throws -> [UInt8] {
        let url = folder.appending(path: path).standardizedFileURL
        guard url.path(percentEncoded: false).hasPrefix(folder.path(percentEncoded: false)) else {
            throw Refusal.outside
        }
        guard let data = FileManager.default.contents(atPath: url.path(percentEncoded: false)) else {
            throw Refusal.missing
        }
        return Array(data)
    }

    private enum Refusal: Error, CustomStringConvertible {
        case outside, missing

        var description: String {
            switch self {
            case .outside: "it is outside of the schema folder"
            case .missing: "it is not there, or may not be read"
            }
        }
    }
}
