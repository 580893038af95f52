import Foundation

/// What a folder holds.
enum FolderListing {
    struct Entry {
        let path: String
        let isFolder: Bool
    }

    private static let endings = [".xml", ".xml.gz"]

    /// The documents and folders in a folder, in the order of all paths below it: a folder stands where its name with
    /// a `/` behind it would. Empty for one that cannot be read.
    static func documents(in folder: String) -> [Entry] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var entries: [(key: String, entry: Entry)] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard !name.hasPrefix(".") else { continue }
            let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
            switch kind(Int(entry.pointee.d_type), path) {
            case .folder: entries.append((name + "/", Entry(path: path, isFolder: true)))
            case .file where isDocument(name): entries.append((name, Entry(path: path, isFolder: false)))
            case .file, .other: break
            }
        }
        // By bytes, so that the order is the same everywhere.
        entries.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        return entries.map(\.entry)
    }

    private static func isDocument(_ name: String) -> Bool {
        let name = name.lowercased()
        return endings.contains { name.hasSuffix($0) }
    }

    private enum Kind {
        case file, folder, other
    }

    /// A link counts as what it leads to when that is a file. Pipes and devices are not opened unasked.
    private static func kind(_ type: Int, _ path: String) -> Kind {
        switch type {
        case Int(DT_REG): return .file
        case Int(DT_DIR): return .folder
        case Int(DT_LNK), Int(DT_UNKNOWN):
            let target = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
            let attributes = try? FileManager.default.attributesOfItem(atPath: target)
            switch attributes?[.type] as? FileAttributeType {
            case .typeRegular: return .file
            case .typeDirectory: return type == Int(DT_LNK) ? .other : .folder
            default: return .other
            }
        default: return .other
        }
    }

    // MARK: Patterns

    /// Whether a name that no file has means files: `*`, `?` and `[…]` as in a shell.
    static func isPattern(_ path: String) -> Bool {
        path.contains { "*?[".contains($0) }
    }

    /// The existing paths that match, by name.
    static func matches(of pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, 0, nil, &found) == 0, let paths = found.gl_pathv else { return [] }
        let matches = (0..<Int(found.gl_pathc)).compactMap { index in
            paths[index].map { String(cString: $0) }
        }
        return matches.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
