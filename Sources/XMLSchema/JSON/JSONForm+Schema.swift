extension JSONForm {
    /// A JSON Schema (2020-12) of the documents that this form writes. The same schema is always the same text.
    ///
    /// - Parameters:
    ///   - set: the name of the set, for `$id` and title.
    ///   - layout: how the text is laid out.
    /// - Returns: the text in UTF-8.
    package func schemaBytes(set: String? = nil, layout: JSONLayout = .indented) -> [UInt8] {
        var writer = JSONSchemaWriter(self, layout)
        return writer.write(set: set)
    }
}
