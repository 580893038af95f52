import Foundation
import Synchronization
package import XMLSchema

/// The schema sets of a `Schemas` folder, each compiled when it is first asked for and kept.
package final class SchemaLibrary: Sendable {
    package static let entryFile = "B2MML.xsd"
    /// Below the folder of the canonical form: what V0700 requires and the canonical form does not.
    package static let overlayPath = "Canonical/optional.tsv"

    private let folder: String
    private let compiled = Mutex<[Key: Schema]>([:])
    private let fingerprints = Mutex<[SchemaSet: String]>([:])

    private enum Key: Hashable {
        case set(SchemaSet)
        case canonical
    }

    /// - Parameter folder: holds a folder for each set, with its entry ``entryFile``.
    package init(folder: String) {
        self.folder = folder
    }

    /// The sets that the folder holds, in the order of their publication.
    package var available: [SchemaSet] {
        SchemaSet.allCases.filter {
            FileManager.default.fileExists(atPath: "\(folder)/\($0.rawValue)/\(Self.entryFile)")
        }
    }

    package func schema(_ set: SchemaSet) throws(SchemaError) -> Schema {
        try schema(.set(set), in: set, overlay: nil)
    }

    /// V0700 under the relaxed overlay.
    package func canonical() throws(SchemaError) -> Schema {
        let files = FolderSchemaFiles(folder: folder)
        let text: String
        do {
            text = String(decoding: try files.read(Self.overlayPath), as: UTF8.self)
        } catch {
            throw .unreadable(Self.overlayPath, from: nil, reason: "\(error)")
        }
        return try schema(.canonical, in: .v0700, overlay: SchemaOverlay(text: text))
    }

    /// SHA-256 over the schema files of a set, by name: what "the same schemas" means.
    ///
    /// - Throws: ``SchemaError`` when the folder cannot be read.
    package func fingerprint(of set: SchemaSet) throws(SchemaError) -> String {
        if let known = fingerprints.withLock({ $0[set] }) { return known }
        let folder = "\(folder)/\(set.rawValue)"
        guard let fingerprint = FolderFingerprint.of(folder, endings: [".xsd"]) else {
            throw .unreadable(folder, from: nil, reason: "it is not there, or may not be read")
        }
        fingerprints.withLock { $0[set] = fingerprint }
        return fingerprint
    }

    private func schema(_ key: Key, in set: SchemaSet, overlay: SchemaOverlay?) throws(SchemaError) -> Schema
    {
        if let known = compiled.withLock({ $0[key] }) { return known }
        let files = FolderSchemaFiles(folder: "\(folder)/\(set.rawValue)")
        let schema = try SchemaLoader.load(Self.entryFile, from: files, overlay: overlay)
        compiled.withLock { $0[key] = schema }
        return schema
    }
}
