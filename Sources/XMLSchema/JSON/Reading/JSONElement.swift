import XMLStream

/// A value of JSON taken apart as an element: what it has, not in which order.
struct JSONElement {
    /// A child element, or a text of mixed content.
    struct Child {
        /// Nil for a text.
        let name: NameID?
        let item: JSONItem
        /// Children are sent in the order of their ranks, and otherwise as they come.
        var rank: Int
    }

    struct Attribute {
        let name: NameID
        /// Its value; of `null` the `xsi:nil` that it stands for.
        let item: JSONItem
        let isNull: Bool
    }

    var attributes: [Attribute] = []
    /// The member `$`, or the value itself.
    var value: JSONItem?
    /// The member `$content`.
    var list: JSONItem?
    var members: [JSONItem] = []
}
