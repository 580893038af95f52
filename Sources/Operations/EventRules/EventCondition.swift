/// One comparison of a field of an event.
package struct EventCondition: Hashable, Sendable, Codable {
    package enum Comparison: String, Hashable, Sendable, Codable, CaseIterable {
        case equal = "="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case oneOf = "in"
    }

    package var field: String
    package var comparison: Comparison
    /// One value, but for ``Comparison/oneOf``.
    package var values: [String]

    package init(_ field: String, _ comparison: Comparison, _ values: [String]) {
        self.field = field
        self.comparison = comparison
        self.values = values
    }

    /// Whether it holds of a value. A field that the event has not is never equal, less or greater to anything.
    ///
    /// Numbers are compared as exact decimals where both are, all else as text.
    func holds(of value: String?) -> Bool {
        guard let value else { return comparison == .notEqual }
        switch comparison {
        case .equal: return values.contains { Self.isEqual(value, $0) }
        case .oneOf: return values.contains { Self.isEqual(value, $0) }
        case .notEqual: return !values.contains { Self.isEqual(value, $0) }
        case .less: return compare(value) { $0 < $1 }
        case .lessOrEqual: return compare(value) { $0 <= $1 }
        case .greater: return compare(value) { $0 > $1 }
        case .greaterOrEqual: return compare(value) { $0 >= $1 }
        }
    }

    private static func isEqual(_ left: String, _ right: String) -> Bool {
        if let a = try? ExactDecimal(parsing: left), let b = try? ExactDecimal(parsing: right) {
            return a == b
        }
        return left == right
    }

    private func compare(_ value: String, _ holds: (ExactDecimal, ExactDecimal) -> Bool) -> Bool {
        guard let left = try? ExactDecimal(parsing: value), let text = values.first,
            let right = try? ExactDecimal(parsing: text)
        else { return false }
        return holds(left, right)
    }
}
