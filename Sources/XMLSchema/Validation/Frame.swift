import XMLStream

/// An open element.
struct Frame {
    enum Mode: UInt8 {
        case elementOnly, simple, mixed, empty
        /// Anything below a lax wildcard or `xs:anyType`: judged where a declaration is known.
        case lax
        /// Anything below a skip wildcard, or below an element that has no place here: not judged.
        case skip
    }

    let name: NameID
    var mode = Mode.skip
    /// Of the content automaton; -1 where there is none.
    var state: Int32 = -1
    /// -1 where nothing is judged.
    var type: Int32 = -1
    var simpleType: Int32 = -1
    /// -1 when no node is made.
    var node: Int32 = -1
    var lastChild: Int32 = -1
    var valueStart: Int
    let line: Int
    let column: Int
    var isNil = false
    /// Content where none may be was reported once: in a nil element, elements in a value or in an empty element.
    var hasContentFinding = false
    var hasTextFinding = false
    var hasChildren = false
    /// The state in which an unknown child stood, -1 for none: what this state waits for was named then.
    var reportedState: Int32 = -1
    /// After a jump over what was left out: the state before it and the one it led to, -1 for none.
    var leftOut: Int32 = -1
    var jumpedTo: Int32 = -1
    /// Records of this parent that were handed on and are no longer among its nodes.
    var recordsDropped = 0
}
