import Diagnostics

/// A text of a mapping file and where it stands.
struct SourceText: Hashable, Sendable {
    let text: String
    /// Of the first character of the text.
    let place: Place
    /// Whether a `$name` in it has no value, which has been reported.
    var isUnresolved = false

    /// The place of a character of the text, counted in characters from 0.
    func place(at offset: Int) -> Place {
        var place = place
        place.column = place.column.map { $0 + offset }
        return place
    }

    func replacing(_ text: String) -> SourceText {
        SourceText(text: text, place: place)
    }
}
