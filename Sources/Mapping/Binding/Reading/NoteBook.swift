import Diagnostics
import Operations
import XMLSchema
import XMLStream

/// What is said once for all nodes of the same path, however long a document is.
struct NoteBook {
    private struct Key: Hashable {
        let code: Code
        let path: [Int32]
    }

    private struct Note {
        let code: Code
        let place: Place
        let names: String
        var count: Int
    }

    private var notes: [Note] = []
    private var index: [Key: Int] = [:]

    /// Name IDs from the node up to the root: cheaper than a text, and a text is needed only once.
    static func path(to node: Node) -> [Int32] {
        var path: [Int32] = []
        var next: Node? = node
        while let node = next {
            path.append(node.nameID.rawValue)
            next = node.parent
        }
        return path
    }

    /// `/SyncX/DataArea/X/ID` or `…/ID/@schemeID`: no positions.
    static func names(to node: Node) -> String {
        let step = node.record.flags.contains(.attribute) ? "@\(node.localName)" : node.localName
        return (node.parent.map(names) ?? "") + "/" + step
    }

    /// False when there is no such note yet.
    mutating func count(_ code: Code, path: [Int32]) -> Bool {
        guard let known = index[Key(code: code, path: path)] else { return false }
        notes[known].count += 1
        return true
    }

    mutating func add(_ code: Code, path: [Int32], place: Place, names: String) {
        index[Key(code: code, path: path)] = notes.count
        notes.append(Note(code: code, place: place, names: names, count: 1))
    }

    /// In the order in which they came up first.
    var findings: [Finding] { notes.map(Self.finding) }

    private static func finding(_ note: Note) -> Finding {
        let times = note.count == 1 ? "" : ", \(note.count) times"
        switch note.code {
        case BindingCode.nilled:
            return Finding(
                note.code, .note, at: note.place, "\(note.names) is xsi:nil and is read as absent\(times)",
                advice: "Nothing, unless the sender means that a known value is to be deleted.")
        case BindingCode.timeCut:
            return Finding(
                note.code, .note, at: note.place,
                "\(note.names) is finer than a millisecond; the digits beyond are not kept\(times)",
                advice: "Nothing, unless such a fraction matters.")
        case BindingCode.zoneTaken:
            return Finding(
                note.code, .note, at: note.place, "\(note.names)\(times)",
                advice: "Have the sender write offsets, such as +02:00 or Z, if this is the wrong zone.")
        default:
            return Finding(
                note.code, .note, at: note.place,
                "\(note.names) is not used: the domain values have no place for it\(times)",
                advice: "Nothing, unless the plant needs it: the original document keeps it.")
        }
    }
}
