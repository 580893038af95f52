package import B2MML
package import Diagnostics
package import Mapping

/// The mappings of an installation, loaded and checked.
package struct MappingFolder: Sendable {
    package let library: MappingLibrary
    /// SHA-256 over the mapping files and their tables.
    package let fingerprint: String

    /// - Parameters:
    ///   - folder: with the mapping files below it.
    ///   - schemas: that the paths are checked against.
    /// - Throws: ``MappingFolderError`` when a mapping is wrong: nothing is translated by halves.
    package init(_ folder: String, schemas: SchemaLibrary) throws(MappingFolderError) {
        let loaded = MappingLibrary.load(folder: folder, schemas: schemas)
        guard !loaded.findings.hasErrors else {
            throw .wrong(loaded.findings.filter { $0.severity == .error })
        }
        guard let fingerprint = FolderFingerprint.of(folder, endings: [".yaml", ".csv"]) else {
            throw .unreadable(folder)
        }
        library = loaded.value
        self.fingerprint = fingerprint
    }
}

/// Mappings that cannot be used.
package enum MappingFolderError: AdapterError, Hashable {
    case unreadable(String)
    case wrong([Finding])

    package var code: Code {
        switch self {
        case .unreadable: "MAP-FOLDER-1"
        case .wrong(let findings): findings.first?.code ?? "MAP-FOLDER-2"
        }
    }

    package var message: String {
        switch self {
        case .unreadable: "the mappings cannot be read"
        case .wrong(let findings):
            (findings.first?.message ?? "a mapping is wrong")
                + (findings.count > 1 ? ", and \(findings.count - 1) more errors in the mappings" : "")
        }
    }

    package var place: Place? {
        switch self {
        case .unreadable(let folder): Place(source: folder)
        case .wrong(let findings): findings.first?.place
        }
    }

    package var advice: String? {
        switch self {
        case .unreadable: "Check the folder and its permissions."
        case .wrong(let findings): findings.first?.advice
        }
    }

    package var exitStatus: ExitStatus { .usage }
}
