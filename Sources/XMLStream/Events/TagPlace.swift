/// Where a tag stands that no reading of XML text has met: one that is sent again, from a tree or another format.
@usableFromInline
package struct TagPlace {
    package let offset: Int
    /// Counted from 1.
    package let line: Int
    /// In Unicode scalars, counted from 1.
    package let column: Int

    package init(offset: Int, line: Int, column: Int) {
        self.offset = offset
        self.line = line
        self.column = column
    }
}
