package import B2MML
package import Diagnostics
package import Mapping

/// The mappings of an installation.
package struct MappingFolder: Sendable {
    package let library: MappingLibrary
    /// SHA-256 over the mapping files and their tables.
    package let fingerprint: String

    /// - Parameters:
    ///   - folder: with the mapping files below it.
    ///   - schemas: that the paths are checked against, when a mapping is first asked for.
    /// - Throws: ``MappingFolderUnreadable``.
    package init(_ folder: String, schemas: SchemaLibrary) throws(MappingFolderUnreadable) {
        guard let fingerprint = FolderFingerprint.of(folder, endings: [".yaml", ".csv"]) else {
            throw MappingFolderUnreadable(folder: folder)
        }
        library = MappingLibrary(folder: folder, schemas: schemas)
        self.fingerprint = fingerprint
    }
}

package struct MappingFolderUnreadable: AdapterError, Hashable {
    package let folder: String

    package var code: Code { "MAP-FOLDER-1" }
    package var message: String { "the mappings cannot be read" }
    package var place: Place? { Place(source: folder) }
    package var advice: String? { "Check the folder and its permissions." }
    package var exitStatus: ExitStatus { .usage }
}
