extension FormShape {
    /// Rows, in groups where the layout has them.
    init(_ layout: DelimitedLayout) {
        self.init(FormElement.rootName)
        var row = FormShape(DelimitedLayout.row, isRepeated: true)
        for column in layout.columns { row.add(FormShape(EscapedName.escape(column))) }
        if layout.group.isEmpty {
            add(row)
        } else {
            var group = FormShape(DelimitedLayout.grouped, isRepeated: true)
            group.add(row)
            add(group)
        }
    }

    /// Records, each with its fields and then the records inside of it.
    init(_ layout: FixedWidthLayout) {
        self.init(FormElement.rootName)
        for record in layout.records where record.inside == nil {
            add(FormShape(record, of: layout))
        }
    }

    private init(_ record: FixedWidthLayout.Record, of layout: FixedWidthLayout) {
        self.init(EscapedName.escape(record.name), isRepeated: true)
        for field in record.fields { add(FormShape(EscapedName.escape(field.name))) }
        for inner in layout.records where inner.inside == record.name {
            add(FormShape(inner, of: layout))
        }
        // A record may have no fields at all.
        isObject = true
    }
}
