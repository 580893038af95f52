package enum SchemaLoader {
    /// Loads a schema file with all that it includes and imports, and compiles it.
    ///
    /// - Parameters:
    ///   - entry: the path of the first file in `files`.
    ///   - files: where all of them come from.
    ///   - overlay: children that this reading does not require.
    /// - Returns: the compiled schema.
    /// - Throws: ``SchemaError`` when a file is missing or no schema, a name cannot be resolved, or a construct is
    ///   not supported; nothing is ever ignored.
    package static func load(
        _ entry: String, from files: some SchemaFiles, overlay: SchemaOverlay? = nil
    ) throws(SchemaError) -> Schema {
        var collector = SchemaCollector(files: files)
        try collector.collect(entry, includedInto: nil, from: nil)
        return try SchemaCompiler.compile(collector, overlay: overlay)
    }
}
