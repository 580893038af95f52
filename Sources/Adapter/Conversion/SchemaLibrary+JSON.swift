package import B2MML
import XMLSchema

extension SchemaLibrary {
    /// The JSON Schema (2020-12) of a set's documents in JSON.
    ///
    /// - Throws: ``SchemaError`` when the set cannot be loaded.
    package func jsonSchema(of set: SchemaSet) throws -> String {
        String(decoding: JSONForm(try schema(set)).schemaBytes(set: set.rawValue), as: UTF8.self)
    }
}
