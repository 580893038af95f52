/// How JSON text is laid out.
package enum JSONLayout: Sendable, Hashable, CaseIterable {
    /// No white space at all.
    case compact
    /// Two spaces a level, one member or item a line, a line feed at the end.
    case indented
}
