import Foundation
import Synchronization
package import XMLSchema

/// A site's own schema files, named by their path: the entry of a whole set, or a file of extensions.
///
/// A file may refer to others by relative paths, up to the folder above its own and whatever lies below that. Nothing
/// beyond is read, and nothing from the network.
struct SiteSchemas: Sendable {
    /// Absolute.
    let path: String
    let files: FolderSchemaFiles

    /// - Parameter path: relative to the working folder, or absolute.
    init(path: String) {
        let url = URL(filePath: path).standardizedFileURL
        self.path = url.path(percentEncoded: false)
        let above = url.deletingLastPathComponent().deletingLastPathComponent()
        files = FolderSchemaFiles(folder: above.path(percentEncoded: false))
    }
}

/// Files from several places, and what was read of them.
///
/// Absolute paths are those of a site, others those of the set's folder.
final class RecordedSchemaFiles: SchemaFiles {
    private let folder: FolderSchemaFiles?
    private let site: [SiteSchemas]
    private let contents = Mutex<[String: [UInt8]]>([:])

    init(folder: FolderSchemaFiles?, site: [SiteSchemas]) {
        self.folder = folder
        self.site = site
    }

    /// What was read, by path.
    var read: [String: [UInt8]] { contents.withLock { $0 } }

    func read(_ path: String) throws -> [UInt8] {
        let bytes = try find(path)
        contents.withLock { $0[path] = bytes }
        return bytes
    }

    private func find(_ path: String) throws -> [UInt8] {
        if !path.hasPrefix("/"), let folder { return try folder.read(path) }
        var first: (any Error)?
        for source in site {
            do {
                return try source.files.read(path)
            } catch {
                first = first ?? error
            }
        }
        throw first ?? CocoaError(.fileNoSuchFile)
    }
}
