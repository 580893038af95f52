package import XMLStream

/// Which elements are records: the outermost repeating parts of a noun, read one at a time so that memory stays flat
/// however long the document is.
package struct RecordPlan: Sendable {
    package let noun: NameID
    /// Children of the noun. When empty the noun itself is the record.
    package let records: Set<NameID>

    package init(noun: NameID, records: Set<NameID>) {
        self.noun = noun
        self.records = records
    }

    /// Of a record that is a child of a noun in a transaction's data area.
    static let deepest = 3

    /// The depth of the root is 0: a noun is the root, or stands in a transaction's data area.
    func isRecord(_ name: NameID, depth: Int, parent: NameID?) -> Bool {
        if records.isEmpty { return name == noun && (depth == 0 || depth == 2) }
        return parent == noun && (depth == 1 || depth == Self.deepest) && records.contains(name)
    }

    func isNoun(_ name: NameID, depth: Int) -> Bool {
        name == noun && (depth == 0 || depth == 2)
    }
}
