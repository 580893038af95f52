/// A start tag or an empty-element tag, as it is reported: valid only during the call.
@usableFromInline
package struct StartTag {
    @usableFromInline package let name: NameID
    @usableFromInline package let attributes: XMLAttributes
    @usableFromInline package let namespaces: NamespaceDeclarations
    /// Of `<`, for who will ask for it only if something is wrong.
    package let mark: TagMark
    /// What the marks of this reading are settled by. Places are counted when they are asked for.
    package let places: TagPlaces
    /// Of an event that no reading has made.
    private let given: UnsafePointer<TagPlace>?

    init(
        name: NameID, attributes: XMLAttributes, namespaces: NamespaceDeclarations, mark: TagMark,
        intake: UnsafeMutablePointer<Intake>
    ) {
        self.name = name
        self.attributes = attributes
        self.namespaces = namespaces
        self.mark = mark
        places = TagPlaces(intake)
        given = nil
    }

    /// For events from another source than XML text. The place is read only during the call that gets the tag.
    package init(
        name: NameID, attributes: XMLAttributes, namespaces: NamespaceDeclarations,
        place: UnsafePointer<TagPlace>
    ) {
        self.name = name
        self.attributes = attributes
        self.namespaces = namespaces
        mark = TagMark(line: place.pointee.line, column: place.pointee.column)
        places = TagPlaces()
        given = place
    }

    /// The byte offset of `<` in the UTF-8 input (after transcoding, when the input was in another encoding).
    package var offset: Int { places.intake?.pointee.offsetOfTag() ?? given?.pointee.offset ?? 0 }
    /// Of `<`, counted from 1; true in files of any length.
    package var line: Int { place.line }
    /// Of `<`, in Unicode scalars, counted from 1.
    package var column: Int { place.column }
    /// Of `<`: line and column, for who needs both.
    package var place: (line: Int, column: Int) {
        places.intake?.pointee.placeOfTag() ?? given.map { ($0.pointee.line, $0.pointee.column) } ?? (0, 0)
    }
}
