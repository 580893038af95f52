/// One value of a parameter or property, as text: it need not be a number.
///
/// B2MML: `ValueType`.
package struct Value: Hashable, Sendable, Codable {
    /// B2MML `ValueString`, exactly as written.
    package var text: String
    package var dataType: String?
    package var unit: UnitOfMeasure?
    package var key: Identifier?

    package init(
        _ text: String, dataType: String? = nil, unit: UnitOfMeasure? = nil, key: Identifier? = nil
    ) {
        self.text = text
        self.dataType = dataType
        self.unit = unit
        self.key = key
    }
}
