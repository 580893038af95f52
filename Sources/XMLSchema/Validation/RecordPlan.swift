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

    /// The depth of the root is 0: a noun is the root, or stands in a transaction's data area. What is called so deeper
    /// down is a part of it.
    ///
    /// - Parameters:
    ///   - name: of the element.
    ///   - depth: of the element.
    ///   - parent: name of the element that it stands in.
    ///   - isBare: whether the root is the noun.
    /// - Returns: whether a record begins with the element.
    func isRecord(_ name: NameID, depth: Int, parent: NameID?, isBare: Bool) -> Bool {
        if records.isEmpty { return isNoun(name, depth: depth, isBare: isBare) }
        return parent == noun && depth == (isBare ? 1 : Self.deepest) && records.contains(name)
    }

    func isNoun(_ name: NameID, depth: Int, isBare: Bool) -> Bool {
        name == noun && depth == (isBare ? 0 : 2)
    }
}
