/// Children that a schema requires and a relaxed reading of it does not.
///
/// The canonical form is V0700 under such an overlay: what senders do not have may be absent inside, and is derived
/// and marked only when a document leaves.
package struct SchemaOverlay: Sendable {
    /// A child of a named type.
    package struct Entry: Hashable, Sendable {
        package let type: String
        package let child: String

        package init(type: String, child: String) {
            self.type = type
            self.child = child
        }
    }

    package let optional: Set<Entry>

    package init(optional: Set<Entry>) {
        self.optional = optional
    }

    /// Reads lines of `Type<TAB>child`; empty lines and lines that begin with `#` are passed over.
    package init(text: String) {
        var entries: Set<Entry> = []
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let fields = line.split(separator: "\t").map { String($0).trimmingBlanks }
            if fields.count >= 2 { entries.insert(Entry(type: fields[0], child: fields[1])) }
        }
        optional = entries
    }
}
