import B2MML
import Foundation

/// Folders of the package and beside it, found from this file.
enum PackageFolder {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let schemas = root.appending(path: "Schemas").path

    static let library = SchemaLibrary(folder: schemas)

    /// Bare facts about the published sets, which are not part of the package either.
    static let facts: URL? = {
        let folder = root.deletingLastPathComponent().appending(path: "shared/facts/types")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    /// Documents from the field, which are not part of the package; nil where nobody has put them beside it.
    static let corpus: URL? = {
        let folder = root.deletingLastPathComponent().appending(path: "shared/corpus")
        return FileManager.default.fileExists(atPath: folder.appending(path: "dev.tsv").path) ? folder : nil
    }()
}
