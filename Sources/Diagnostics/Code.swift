/// A stable identifier of what can be reported, such as `XSD-VALUE-3`: area, subject, number.
///
/// A code never changes its meaning once it has been released; a retired code is not used again.
package struct Code: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package init(stringLiteral value: String) {
        self.rawValue = value
    }

    package var description: String { rawValue }
}
