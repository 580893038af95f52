import Foundation

/// The documents that a command line names: files, folders, patterns that no shell has expanded.
///
/// A sequence that lists one folder at a time, so that no list of all files is made.
package struct Inputs: Sendable, Sequence {
    /// Stands for standard input.
    package static let standardInput = "-"

    package enum Element: Hashable, Sendable {
        case document(String)
        /// What was named and cannot be used.
        case problem(FileProblem)
    }

    private let named: [String]

    /// Folders are walked; from them only files that end in `.xml` or `.xml.gz` are taken, hidden ones not, and links
    /// to other folders are not followed.
    package init(_ named: [String]) {
        self.named = named
    }

    /// In the order in which they were named; the files of a folder and those of a pattern by name.
    package func makeIterator() -> Iterator {
        Iterator(named)
    }

    /// All documents at once.
    package var paths: [String] {
        compactMap { if case .document(let path) = $0 { path } else { nil } }
    }

    /// All problems at once.
    package var problems: [FileProblem] {
        compactMap { if case .problem(let problem) = $0 { problem } else { nil } }
    }

    package struct Iterator: IteratorProtocol {
        /// What is still to be looked at, the next one last.
        private var waiting: [Entry]

        private enum Entry {
            case named(String)
            /// Matched by a pattern, which can be the name of a file.
            case matched(String)
            case folder(String)
            case file(String)
            /// The end of what a folder that was named holds; reports it when nothing was found since.
            case end(of: String, after: Int)
        }

        private var found = 0

        fileprivate init(_ named: [String]) {
            waiting = named.reversed().map(Entry.named)
        }

        package mutating func next() -> Element? {
            while let entry = waiting.popLast() {
                switch entry {
                case .named(let path):
                    if let element = open(path) { return element }
                case .matched(let path):
                    if let element = take(path) { return element }
                case .folder(let path):
                    waiting += FolderListing.documents(in: path).reversed().map {
                        $0.isFolder ? .folder($0.path) : .file($0.path)
                    }
                case .file(let path):
                    found += 1
                    return .document(path)
                case .end(let folder, let before):
                    if found == before { return .problem(.emptyFolder(folder)) }
                }
            }
            return nil
        }

        private mutating func open(_ path: String) -> Element? {
            if path == Inputs.standardInput { return .document(path) }
            if FileManager.default.fileExists(atPath: path) { return take(path) }
            guard FolderListing.isPattern(path) else { return .problem(.missing(path)) }
            let matches = FolderListing.matches(of: path)
            if matches.isEmpty { return .problem(.noMatch(path)) }
            waiting += matches.reversed().map(Entry.matched)
            return nil
        }

        private mutating func take(_ path: String) -> Element? {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                return .problem(.missing(path))
            }
            guard isFolder.boolValue else { return .document(path) }
            waiting.append(.end(of: path, after: found))
            waiting.append(.folder(path))
            return nil
        }
    }
}
