/// Source: RFC 4180. Fields keep their blanks; empty lines are passed over.
struct CommaSeparatedValues {
    struct Record {
        let fields: [String]
        /// Of its first character, counted from 1.
        let line: Int
    }

    private(set) var records: [Record] = []

    init(_ text: String) {
        var fields: [String] = []
        var field = ""
        var isQuoted = false
        var line = 1
        var startLine = 1
        var characters = Array(text.unicodeScalars)[...]
        if characters.first == "\u{FEFF}" { characters.removeFirst() }
        func ends(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }
        while let next = characters.popFirst() {
            if next == "\n" { line += 1 }
            if isQuoted {
                if next != "\"" {
                    field.unicodeScalars.append(next)
                } else if characters.first == "\"" {
                    characters.removeFirst()
                    field.append("\"")
                } else {
                    isQuoted = false
                }
            } else if next == "\"", field.isEmpty {
                isQuoted = true
            } else if next == "," {
                fields.append(field)
                field = ""
            } else if ends(next) {
                finish(&fields, &field, startLine)
                startLine = line
            } else {
                field.unicodeScalars.append(next)
            }
        }
        finish(&fields, &field, startLine)
    }

    private mutating func finish(_ fields: inout [String], _ field: inout String, _ line: Int) {
        if !fields.isEmpty || !field.isEmpty {
            records.append(Record(fields: fields + [field], line: line))
        }
        fields = []
        field = ""
    }
}
