import Foundation
import XMLSchema

/// Schema files of a folder.
struct SchemaFolder: SchemaFiles {
    let folder: String

    func read(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: folder).appending(path: path)))
    }
}
