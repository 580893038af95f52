/// Grows a drawing element by element. Whatever is given as a text or as a value of an attribute is escaped.
struct SVGMarkup {
    private(set) var text = ""

    /// An element without content, or with a text.
    mutating func add(_ name: String, _ attributes: KeyValuePairs<String, String>, _ content: String? = nil) {
        text += "<\(name)\(Self.list(attributes))"
        text += content.map { ">\(HTMLText.escape($0))</\(name)>\n" } ?? "/>\n"
    }

    /// An element around what `body` adds.
    mutating func add(
        _ name: String, _ attributes: KeyValuePairs<String, String>, around body: (inout SVGMarkup) -> Void
    ) {
        text += "<\(name)\(Self.list(attributes))>\n"
        body(&self)
        text += "</\(name)>\n"
    }

    private static func list(_ attributes: KeyValuePairs<String, String>) -> String {
        attributes.map { " \($0.key)=\"\(HTMLText.escape($0.value))\"" }.joined()
    }
}

/// A length or a place in a drawing, in tenths of a pixel: whole numbers, so that the same drawing has the same bytes.
struct Pixels: Hashable, Comparable, CustomStringConvertible {
    var tenths: Int

    init(tenths: Int) {
        self.tenths = tenths
    }

    init(_ whole: Int) {
        tenths = whole * 10
    }

    static func < (left: Pixels, right: Pixels) -> Bool { left.tenths < right.tenths }
    static func + (left: Pixels, right: Pixels) -> Pixels { Pixels(tenths: left.tenths + right.tenths) }
    static func - (left: Pixels, right: Pixels) -> Pixels { Pixels(tenths: left.tenths - right.tenths) }

    var description: String {
        let (whole, part) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
        return (tenths < 0 ? "-" : "") + (part == 0 ? "\(whole)" : "\(whole).\(part)")
    }
}

/// How much room a text needs, without knowing the font of the reader.
enum TextWidth {
    /// Tenths of a pixel: a little more than sans-serif fonts need on average; characters of East Asia are square.
    static func of(_ text: String, size: Int) -> Pixels {
        Pixels(tenths: text.unicodeScalars.reduce(0) { $0 + size * ($1.value < 0x1100 ? 6 : 10) })
    }

    /// The text as far as there is room, with an ellipsis where it is cut; nil when not even two characters fit.
    static func fitting(_ text: String, size: Int, in room: Pixels) -> String? {
        if of(text, size: size) <= room { return text }
        var cut = text
        while cut.count > 2 {
            cut.removeLast()
            if of(cut + "…", size: size) <= room { return cut + "…" }
        }
        return nil
    }
}
