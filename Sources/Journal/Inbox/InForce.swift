/// The versions and hashes of everything that decided what a message meant when it was taken in.
///
/// Audit, replay and time travel need them: the same bytes read under other mappings are another message.
package struct InForce: Hashable, Sendable, Codable {
    package struct Part: Hashable, Sendable, Codable {
        package var name: String
        package var version: String?
        /// SHA-256, hexadecimal.
        package var hash: String

        package init(name: String, version: String? = nil, hash: String) {
            self.name = name
            self.version = version
            self.hash = hash
        }
    }

    /// Nil for a message that was not judged by a schema.
    package var schemas: Part?
    package var mappings: [Part]
    package var tables: [Part]
    package var settings: Part?

    package init(schemas: Part? = nil, mappings: [Part] = [], tables: [Part] = [], settings: Part? = nil) {
        self.schemas = schemas
        self.mappings = mappings
        self.tables = tables
        self.settings = settings
    }
}
