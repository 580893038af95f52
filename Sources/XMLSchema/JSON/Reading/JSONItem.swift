/// A value of a ``JSONTree``: 48 bytes, no references.
struct JSONItem: BitwiseCopyable {
    enum Kind: UInt8 {
        case object, array, string, number, `true`, `false`, null
    }

    /// Bytes of the input or, where the text had escapes, of the tree's decoded ones.
    struct Text: BitwiseCopyable {
        var offset: UInt32 = 0
        var count: UInt32 = 0
    }

    var kind: Kind
    var isKeyDecoded = false
    var isTextDecoded = false
    /// Of a member; an item of an array has none.
    var key = Text()
    /// Of a string its characters, of a number its digits, of `true` and `false` the word.
    var text = Text()
    /// -1 for none.
    var firstChild: Int32 = -1
    /// -1 for none.
    var next: Int32 = -1
    /// Of the member's name, of an array's item itself. Counted from 1.
    var line: UInt32
    /// In Unicode scalars, counted from 1.
    var column: UInt32
    var offset: UInt32
}

extension JSONItem {
    /// A text, written in one of the ways that JSON has for one.
    var isScalar: Bool {
        switch kind {
        case .string, .number, .true, .false: true
        case .object, .array, .null: false
        }
    }

    /// What it is, for messages.
    var words: String {
        switch kind {
        case .object: "an object"
        case .array: "an array"
        case .string: "a string"
        case .number: "a number"
        case .true, .false: "a boolean"
        case .null: "null"
        }
    }
}
