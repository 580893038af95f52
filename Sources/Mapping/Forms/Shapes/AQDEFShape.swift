/// The K-fields that files in the Q-DAS ASCII transfer format may have.
///
/// Listed are the decades in which fields are defined, and those that a site may use as it likes: a content model with
/// each of the ten thousand numbers would take minutes to compile. A field of another decade is unknown input.
///
/// Source: Q-DAS ASCII transfer format, K-field list; the levels are those of `K0xxx`, `K1xxx`, `K2xxx` with the control
/// charts of `K8xxx`, the catalogues of `K4xxx` and the hierarchy of `K5xxx`.
enum AQDEFShape {
    static let part = "part"
    static let characteristic = "characteristic"
    static let value = "value"
    /// The attribute with the number behind the `/` of a field that belongs to neither part, characteristic nor value.
    static let index = "index"

    static let shape: FormShape = {
        var values = FormShape(AQDEFShape.value, isRepeated: true)
        add([0...99], to: &values)
        var characteristics = FormShape(AQDEFShape.characteristic, isRepeated: true)
        add(
            [2000...2169, 2200...2249, 2280...2349, 2400...2459, 2500...2549, 2600...2639, 2700...2709],
            to: &characteristics)
        add([2800...2909, 2990...2999, 8000...8019, 8100...8119, 8500...8549], to: &characteristics)
        characteristics.add(values)
        var parts = FormShape(AQDEFShape.part, isRepeated: true)
        add([1000...1119, 1200...1239, 1300...1359, 1400...1419, 1800...1909, 1990...1999], to: &parts)
        parts.add(characteristics)
        var root = FormShape(FormElement.rootName)
        add([100...109], to: &root)
        root.add(parts)
        add([4000...4279, 5000...5009, 5040...5049, 5080...5119], to: &root, isRepeated: true)
        return root
    }()

    private static func add(
        _ ranges: [ClosedRange<Int>], to shape: inout FormShape, isRepeated: Bool = false
    ) {
        for number in ranges.joined() {
            var field = FormShape(name(number), isRepeated: isRepeated)
            if isRepeated { field.addAttribute(index) }
            shape.add(field)
        }
    }

    private static func name(_ number: Int) -> String {
        let digits = String(number)
        return "K" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
