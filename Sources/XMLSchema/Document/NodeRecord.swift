/// One node of a ``Document``: 32 bytes, no references.
///
/// Attributes are nodes too: they stand first among the children of their element. The text of mixed content is
/// kept as text nodes between the element children.
package struct NodeRecord: Sendable, BitwiseCopyable {
    /// Index of the element declaration; `~NameID` where there is none (attributes, undeclared elements).
    @usableFromInline package internal(set) var declaration: Int32
    @usableFromInline package internal(set) var parent: Int32
    @usableFromInline package internal(set) var firstChild: Int32 = -1
    @usableFromInline package internal(set) var nextSibling: Int32 = -1
    @usableFromInline package internal(set) var valueOffset: UInt32 = 0
    @usableFromInline package internal(set) var valueLength: UInt32 = 0
    /// Counted from 1.
    package internal(set) var line: UInt32
    /// Counted from 1; 65,535 stands for that column and all beyond.
    package internal(set) var column: UInt16
    package internal(set) var flags: Flags

    package struct Flags: OptionSet, Sendable, BitwiseCopyable {
        package let rawValue: UInt16
        package init(rawValue: UInt16) { self.rawValue = rawValue }

        package static let attribute = Flags(rawValue: 1)
        package static let text = Flags(rawValue: 2)
        /// `xsi:nil="true"`.
        package static let nilled = Flags(rawValue: 4)
        /// Below a wildcard or at an unexpected place: not judged by a declaration.
        package static let undeclared = Flags(rawValue: 8)
        /// At least one finding is about this node.
        package static let invalid = Flags(rawValue: 16)
        /// The value was derived by a declared rule because the target set requires one that nobody sent.
        package static let derived = Flags(rawValue: 32)
    }

    init(declaration: Int32, parent: Int32, line: Int, column: Int, flags: Flags = []) {
        self.declaration = declaration
        self.parent = parent
        self.line = UInt32(clamping: line)
        self.column = UInt16(clamping: column)
        self.flags = flags
    }
}
