/// A start tag or an empty-element tag, as it is reported: valid only during the call.
@usableFromInline
package struct StartTag {
    @usableFromInline package let name: NameID
    @usableFromInline package let attributes: XMLAttributes
    @usableFromInline package let namespaces: NamespaceDeclarations
    /// Of the reading. Places are counted when they are asked for.
    private let intake: UnsafeMutablePointer<Intake>

    init(
        name: NameID, attributes: XMLAttributes, namespaces: NamespaceDeclarations,
        intake: UnsafeMutablePointer<Intake>
    ) {
        self.name = name
        self.attributes = attributes
        self.namespaces = namespaces
        self.intake = intake
    }

    /// The byte offset of `<` in the UTF-8 input (after transcoding, when the input was in another encoding).
    package var offset: Int { intake.pointee.offsetOfTag() }
    /// Of `<`, counted from 1; true in files of any length.
    package var line: Int { place.line }
    /// Of `<`, in Unicode scalars, counted from 1.
    package var column: Int { place.column }
    /// Of `<`: line and column, for who needs both.
    package var place: (line: Int, column: Int) { intake.pointee.placeOfTag() }
}
