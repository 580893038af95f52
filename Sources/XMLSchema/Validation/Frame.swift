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
    let mode: Mode
    /// Of the content automaton; -1 where there is none.
    var state: Int32 = -1
    /// -1 where nothing is judged.
    var type: Int32 = -1
    var simpleType: Int32 = -1
    /// -1 when no node is made.
    var node: Int32
    var lastChild: Int32 = -1
    var valueStart: Int
    var line: Int
    var column: Int
    var isNil = false
    var hasContentFinding = false
    var hasTextFinding = false
    var hasChildren = false
    /// Records of this parent that were handed on and are no longer among its nodes.
    var recordsDropped = 0
}
