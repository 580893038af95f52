/// A value together with what was noticed on the way to it.
package struct Checked<Value> {
    package var value: Value
    package var findings: [Finding]

    package init(_ value: Value, _ findings: [Finding] = []) {
        self.value = value
        self.findings = findings
    }
}

extension Checked: Sendable where Value: Sendable {}
