/// A start tag or an empty-element tag, as it is reported: valid only during the call.
@usableFromInline
package struct StartTag {
    @usableFromInline package let name: NameID
    /// The byte offset of `<` in the UTF-8 input (after transcoding, when the input was in another encoding).
    @usableFromInline package let offset: Int
    /// Of `<`, counted from 1; true in files of any length.
    @usableFromInline package let line: Int
    /// Of `<`, in Unicode scalars, counted from 1.
    @usableFromInline package let column: Int
    @usableFromInline package let attributes: XMLAttributes
    @usableFromInline package let namespaces: NamespaceDeclarations

    @inlinable
    package init(
        name: NameID, offset: Int, line: Int, column: Int, attributes: XMLAttributes,
        namespaces: NamespaceDeclarations
    ) {
        self.name = name
        self.offset = offset
        self.line = line
        self.column = column
        self.attributes = attributes
        self.namespaces = namespaces
    }
}
