/// The member names that are no names of elements, and the prefixes that every document has.
enum JSONNames {
    static let value = "$"
    static let content = "$content"
    static let namespace = "@xmlns"
    static let set = "@set"
    static let xml = "http://www.w3.org/XML/1998/namespace"
    /// For a name in the namespace of the root whose local name alone means something else. No document can declare it.
    static let rootPrefix = "xmlns"

    /// By prefix. A document may give `xs` another meaning.
    static let prefixes = [
        "xml": xml, "xsi": Schema.InstanceAttributes.namespace, "xs": XSDElement.namespace,
    ]
}
