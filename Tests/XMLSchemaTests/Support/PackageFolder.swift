import Foundation

/// Folders of the package and beside it, found from this file.
enum PackageFolder {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func schemas(_ set: String) -> String { root.appending(path: "Schemas/\(set)").path }

    /// The published set, which is not part of the package; nil where nobody has put it beside the package.
    static func published(_ set: String) -> String? {
        let folder = root.deletingLastPathComponent().appending(path: "shared/mesa/\(set)")
        let entry = folder.appending(path: "driver.xsd").path
        return FileManager.default.fileExists(atPath: entry) ? folder.path : nil
    }
}
