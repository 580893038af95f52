package import Diagnostics

/// Why a named file cannot be used.
package enum FileProblem: AdapterError, Hashable {
    case missing(String)
    /// A folder where one file is wanted.
    case folder(String)
    case unreadable(String, reason: String)
    case unwritable(String, reason: String)
    /// A folder in which nothing was found to read.
    case emptyFolder(String)
    /// A pattern that no file matches.
    case noMatch(String)

    package var code: Code {
        switch self {
        case .missing: "FILE-MISSING-1"
        case .folder: "FILE-FOLDER-1"
        case .unreadable: "FILE-READ-1"
        case .unwritable: "FILE-WRITE-1"
        case .emptyFolder: "FILE-FOLDER-2"
        case .noMatch: "FILE-PATTERN-1"
        }
    }

    package var message: String {
        switch self {
        case .missing: "there is no such file"
        case .folder: "this is a folder, and a file is wanted"
        case .unreadable(_, let reason): "the file cannot be read: \(reason)"
        case .unwritable(_, let reason): "the file cannot be written: \(reason)"
        case .emptyFolder: "the folder holds no .xml and no .xml.gz file"
        case .noMatch: "no file matches the pattern"
        }
    }

    package var place: Place? {
        switch self {
        case .missing(let path), .folder(let path), .unreadable(let path, _), .unwritable(let path, _),
            .emptyFolder(let path), .noMatch(let path):
            Place(source: path)
        }
    }

    package var advice: String? {
        switch self {
        case .missing: "Check the path."
        case .folder: "Name a file in it."
        case .unreadable: "Check the permissions."
        case .unwritable: "Check the permissions and the free space."
        case .emptyFolder:
            "Check the path; only files whose names end in .xml or .xml.gz are taken from a folder."
        case .noMatch:
            "Check the path; a pattern may have *, ? and [a-z], and does not reach into folders by itself."
        }
    }

    package var exitStatus: ExitStatus {
        if case .unwritable = self { .unreachable } else { .usage }
    }
}
