/// Pattern facets whose expression is a list of literal texts, such as `true|false`: all that the published sets
/// use. Any other expression is refused when the schema is loaded.
///
/// Source: XSD 1.0 Part 2, 4.3.4 and appendix F.
enum PatternFacet {
    private static let metacharacters = Set(#".\?*+{}()[]^$"#)

    static func alternatives(_ facet: XSDElement) throws(SchemaError) -> [String] {
        guard let expression = facet["value"] else {
            throw .malformed("xs:pattern has no value", at: facet.place)
        }
        guard !expression.contains(where: metacharacters.contains) else {
            throw .unsupported("the pattern \"\(expression)\"", at: facet.place)
        }
        return expression.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    }
}
