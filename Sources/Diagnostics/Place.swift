/// Where something is: a source, a line and column in it, and a path inside the document.
package struct Place: Hashable, Sendable, Codable {
    /// The file's path as the user gave it, `-` for standard input, or the name of another origin.
    package var source: String?
    /// Counted from 1; true in files of any length.
    package var line: Int?
    /// In Unicode scalars, counted from 1.
    package var column: Int?
    /// The location path with positions, such as `/SyncX/DataArea[1]/X[2]/ID[1]`.
    package var path: String?

    package init(source: String? = nil, line: Int? = nil, column: Int? = nil, path: String? = nil) {
        self.source = source
        self.line = line
        self.column = column
        self.path = path
    }

    /// `source:line:column`, as editors and terminals understand it; the path is not part of it.
    package var locator: String {
        var text = source ?? "-"
        if let line { text += ":\(line)" }
        if line != nil, let column { text += ":\(column)" }
        return text
    }
}
