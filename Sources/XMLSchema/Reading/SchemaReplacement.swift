/// A file that stands for a namespace in place of those that a set of schemas imports for it.
///
/// What it declares counts instead of the set's declaration of the same name; what it does not declare stays as the
/// set has it.
package struct SchemaReplacement: Sendable, Hashable {
    package let namespace: String
    /// Its path in the source of files.
    package let entry: String

    package init(namespace: String, entry: String) {
        self.namespace = namespace
        self.entry = entry
    }
}
