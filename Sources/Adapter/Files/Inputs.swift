import Foundation

/// The documents that a command line names.
package struct Inputs: Sendable {
    /// Stands for standard input.
    package static let standardInput = "-"

    /// In the order in which they were named; the files of a folder by name.
    package let paths: [String]
    /// What was named and cannot be used.
    package let problems: [FileProblem]

    /// Folders are walked; from them only files that end in `.xml` are taken, hidden ones not.
    package init(_ named: [String]) {
        var paths: [String] = []
        var problems: [FileProblem] = []
        for path in named {
            var isFolder: ObjCBool = false
            if path == Self.standardInput {
                paths.append(path)
            } else if !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
                problems.append(.missing(path))
            } else if isFolder.boolValue {
                let found = Self.documents(below: path)
                if found.isEmpty { problems.append(.emptyFolder(path)) }
                paths += found
            } else {
                paths.append(path)
            }
        }
        self.paths = paths
        self.problems = problems
    }

    private static func documents(below folder: String) -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: folder) else { return [] }
        var found: [String] = []
        for case let path as String in walk {
            let name = path.split(separator: "/").last ?? ""
            if name.hasPrefix(".") {
                walk.skipDescendants()
            } else if name.lowercased().hasSuffix(".xml") {
                found.append(folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)")
            }
        }
        return found.sorted()
    }
}
