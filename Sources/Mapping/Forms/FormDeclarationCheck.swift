import Diagnostics

/// Refuses declarations that no document could be read by. The caller adds the place in the mapping file.
enum FormDeclarationCheck {
    /// - Returns: how documents are read and written.
    static func check(
        _ declaration: ForeignFormDeclaration, isTarget: Bool
    ) throws(FormFault) -> ForeignForm.Layout {
        guard !isTarget || declaration.format.canBeTarget else {
            throw fault(1, "\(declaration.format.rawValue) cannot be written", "Choose another form.")
        }
        switch declaration.format {
        case .xml where declaration.schema != nil: return .judged
        case .json, .xml:
            guard !declaration.samples.isEmpty else {
                throw fault(2, "the form has no sample", "Name at least one document with \"sample\".")
            }
            return declaration.format == .json ? .json : .xml
        case .csv: return .delimited(try check(declaration.delimited))
        case .fixedWidth: return .fixedWidth(try check(declaration.fixedWidth))
        case .aqdef: return .aqdef
        }
    }

    private static func fault(_ number: Int, _ message: String, _ advice: String) -> FormFault {
        FormFault(Code(rawValue: "FORM-DECLARE-\(number)"), at: Place(), message, advice: advice)
    }

    // MARK: Rows

    private static func check(_ layout: DelimitedLayout?) throws(FormFault) -> DelimitedLayout {
        guard let layout, !layout.columns.isEmpty else {
            throw fault(3, "the form has no columns", "Name them with \"columns\".")
        }
        let separator = layout.separator
        guard separator.isASCII, !["\"", "\n", "\r"].contains(separator),
            separator.value >= 0x20 || separator == "\t"
        else {
            throw fault(
                4, "the separator is no character that can separate", "Use \";\", \",\", \"|\" or \"\\t\".")
        }
        try refuseTwice(layout.columns, "column")
        for name in layout.group where !layout.columns.contains(name) {
            let near = nearestName(to: name, among: layout.columns)
            throw fault(
                6, "\"group\" names \"\(name)\", which is no column",
                near.map { "Did you mean \"\($0)\"?" } ?? "Name some of the columns.")
        }
        return layout
    }

    private static func refuseTwice(_ names: [String], _ kind: String) throws(FormFault) {
        var seen: Set<String> = []
        for name in names where !seen.insert(EscapedName.escape(name)).inserted {
            throw fault(5, "the \(kind) \"\(name)\" is declared twice", "Give each its own name.")
        }
    }

    // MARK: Records

    private static func check(_ layout: FixedWidthLayout?) throws(FormFault) -> FixedWidthLayout {
        guard let layout, !layout.records.isEmpty else {
            throw fault(7, "the form has no records", "Declare them with \"records\".")
        }
        try refuseTwice(layout.records.map(\.name), "record")
        try refuseTwice(layout.records.map(\.starts), "beginning")
        for record in layout.records {
            let inner = layout.records.filter { $0.inside == record.name }
            try refuseTwice(record.fields.map(\.name) + inner.map(\.name), "name in \(record.name)")
            try refuseOverlap(record)
            guard isReached(record, in: layout) else {
                throw fault(
                    8, "the record \(record.name) is inside of \(record.inside ?? ""), which stands nowhere",
                    "Name a record that is declared, and not one inside of itself.")
            }
        }
        return layout
    }

    private static func refuseOverlap(_ record: FixedWidthLayout.Record) throws(FormFault) {
        var end = 0
        for field in record.fields.sorted(by: { $0.columns.lowerBound < $1.columns.lowerBound }) {
            guard field.columns.lowerBound > end, field.columns.upperBound <= FormLimits.lineLength else {
                throw fault(
                    9, "the columns of \(field.name) in \(record.name) are those of another field, or none",
                    "Columns are counted from 1, and each belongs to one field.")
            }
            end = field.columns.upperBound
        }
    }

    private static func isReached(
        _ record: FixedWidthLayout.Record, in layout: FixedWidthLayout
    ) -> Bool {
        var current = record
        for _ in layout.records {
            guard let outer = current.inside else { return true }
            guard let next = layout.records.first(where: { $0.name == outer }) else { return false }
            current = next
        }
        return current.inside == nil
    }
}
