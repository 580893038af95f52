package enum SchemaLoader {
    /// Loads a schema file with all that it includes and imports, and compiles it.
    ///
    /// - Parameters:
    ///   - entry: the path of the first file in `files`.
    ///   - files: where all of them come from.
    ///   - overlay: children that this reading does not require.
    ///   - replacement: a site's own file for a namespace that the others import.
    ///   - marks: where another schema of the same namespace differs; see ``Validator/mayDependOnMarks``. Nil where
    ///     nobody knows.
    /// - Returns: the compiled schema.
    /// - Throws: ``SchemaError`` when a file is missing or no schema, a name cannot be resolved, or a construct is
    ///   not supported; nothing is ever ignored.
    package static func load(
        _ entry: String, from files: some SchemaFiles, overlay: SchemaOverlay? = nil,
        replacement: SchemaReplacement? = nil, marking marks: SchemaMarks? = nil
    ) throws(SchemaError) -> Schema {
        var collector = SchemaCollector(files: files, replacement: replacement)
        try collector.collect(entry: entry)
        return try SchemaCompiler.compile(collector, overlay: overlay, marks: marks)
    }

    /// The target namespace of a schema file, then those that it imports; the empty name stands for none. Reads that
    /// one file only.
    ///
    /// - Throws: ``SchemaError`` when the file is missing or no schema.
    package static func namespaces(
        _ entry: String, from files: some SchemaFiles
    ) throws(SchemaError) -> [String] {
        var collector = SchemaCollector(files: files, replacement: nil)
        return try collector.namespaces(of: entry)
    }
}
