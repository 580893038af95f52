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
    private let contents = Mutex<[String: Content]>([:])

    private struct Content {
        let location: String
        /// As it was before the file was read: a later change shows.
        let stamp: FileStamp?
        let bytes: [UInt8]
    }

    init(folder: FolderSchemaFiles?, site: [SiteSchemas]) {
        self.folder = folder
        self.site = site
    }

    /// What was read, by path.
    var read: [String: [UInt8]] { contents.withLock { $0.mapValues(\.bytes) } }

    /// What was read, for an image; nil when a file could not be stamped.
    var sources: [ImageOrigin.Source]? {
        let contents = contents.withLock { $0.values.sorted { $0.location < $1.location } }
        var sources: [ImageOrigin.Source] = []
        for content in contents {
            guard let stamp = content.stamp else { return nil }
            sources.append(
                ImageOrigin.Source(
                    path: content.location, stamp: stamp, hash: ImageOrigin.hash(of: content.bytes)))
        }
        return sources
    }

    func read(_ path: String) throws -> [UInt8] {
        let found = try find(path)
        contents.withLock { $0[path] = found }
        return found.bytes
    }

    private func find(_ path: String) throws -> Content {
        if !path.hasPrefix("/"), let folder { return try content(path, folder) }
        var first: (any Error)?
        for source in site {
            do {
                return try content(path, source.files)
            } catch {
                first = first ?? error
            }
        }
        throw first ?? CocoaError(.fileNoSuchFile)
    }

    private func content(_ path: String, _ files: FolderSchemaFiles) throws -> Content {
        let location = try files.location(of: path)
        let stamp = FileStamp(of: location)
        return Content(location: location, stamp: stamp, bytes: try files.read(path))
    }
}
