import XMLStream

/// An open element. The first frame of all is that of the document itself, whose only child is the root.
struct Frame: BitwiseCopyable {
    enum Mode: UInt8, BitwiseCopyable {
        case elementOnly, mixed, simple, empty
        /// Anything below a lax wildcard or `xs:anyType`: judged where a declaration is known.
        case lax
        /// Anything below a skip wildcard, or below an element that has no place here: not judged.
        case skip
        /// Above the root.
        case document
    }

    /// What is done with the next text.
    enum Text: UInt8, BitwiseCopyable {
        /// Nobody asks for it.
        case unused
        /// It is a part of the value.
        case value
        /// Only blanks may come.
        case blank
        /// A text node is made of it.
        case node
        /// None may come: empty content, or `xsi:nil`.
        case refused
    }

    let name: NameID
    /// Among the elements of the same name and parent, from 1.
    let position: Int32
    var mode = Mode.skip
    var text = Text.unused
    var check = ValueCheck.none
    var flags: RowFlags = []
    var isNil = false
    /// Content where none may be was reported once: in a nil element, elements in a value or in an empty element.
    var hasContentFinding = false
    var hasTextFinding = false
    var hasChildren = false
    /// Of the content automaton; -1 where there is none.
    var state: Int32 = -1
    /// -1 where nothing is judged.
    var declaration: Int32 = -1
    /// -1 where nothing is judged.
    var type: Int32 = -1
    var simpleType: Int32 = -1
    /// -1 when no node is made.
    var node: Int32 = -1
    var lastChild: Int32 = -1
    /// Where the counts of its children begin; see ``SiblingCounts``.
    let firstCount: Int
    /// One bit for each name of a child that came, 64 names to a bit at random: a clear bit is a new name.
    var namesSeen: UInt64 = 0
    var valueStart: Int
    var mark: TagMark
    /// The state in which an unknown child stood, -1 for none: what this state waits for was named then.
    var reportedState: Int32 = -1
    /// After a jump over what was left out: the state before it and the one it led to, -1 for none.
    var leftOut: Int32 = -1
    var jumpedTo: Int32 = -1

    init(
        name: NameID, position: Int32, firstCount: Int, valueStart: Int, mark: TagMark
    ) {
        self.name = name
        self.position = position
        self.firstCount = firstCount
        self.valueStart = valueStart
        self.mark = mark
    }
}
