/// What amounts have in common: everything but the digits and the lot.
struct AmountForm: Hashable, Sendable {
    /// Number in the pool of units; -1 for none.
    var unit: Int32 = -1
    /// Number in the list of uses; -1 for none.
    var use: Int32 = -1
    var scale: UInt8 = 0
    var flags: Flags = []

    struct Flags: OptionSet, Hashable, Sendable {
        let rawValue: UInt8

        static let noQuantity = Flags(rawValue: 1)
        /// The digits are a position in the list of wide ones.
        static let wide = Flags(rawValue: 2)
        /// The lot is on both sides of a move: no edge of the genealogy.
        static let identity = Flags(rawValue: 4)
        static let all: Flags = [.noQuantity, .wide, .identity]
    }
}

/// Amounts in ten bytes each: the lot, the digits, and the form that they share with others.
struct PackedAmounts: Sendable {
    /// -1 for a loss, which is of no lot.
    private(set) var nodes: [Int32] = []
    private(set) var digits: [Int32] = []
    private(set) var formNumbers: [UInt16] = []

    private(set) var forms: [AmountForm] = []
    private(set) var wide: [Int128] = []
    private(set) var units = NamePool()
    private(set) var uses: [MaterialUse] = []
    private var useNumbers: [MaterialUse: Int32] = [:]
    private var numbers: [AmountForm: UInt16] = [:]

    var count: Int { nodes.count }

    mutating func reserveCapacity(_ count: Int) {
        nodes.reserveCapacity(count)
        digits.reserveCapacity(count)
        formNumbers.reserveCapacity(count)
    }

    /// - Throws: ``GenealogyError/tooLarge(_:)`` when so many amounts could not be numbered; appending them
    ///   then does not throw.
    func checkRoom(for amounts: Int) throws(GenealogyError) {
        guard forms.count + amounts <= Int(UInt16.max), count + amounts < Int(Int32.max) else {
            throw .tooLarge("units, scales and uses of quantities")
        }
    }

    mutating func append(node: Int32, _ quantity: Quantity?, use: MaterialUse?, isIdentity: Bool)
        throws(GenealogyError)
    {
        var form = AmountForm()
        if isIdentity { form.flags.insert(.identity) }
        if let use { form.use = number(of: use) }
        var written: Int32 = 0
        if let quantity {
            form.scale = UInt8(quantity.value.scale)
            if let unit = quantity.unit { form.unit = try units.intern(unit.rawValue) }
            if let small = Int32(exactly: quantity.value.coefficient) {
                written = small
            } else {
                form.flags.insert(.wide)
                written = Int32(wide.count)
                wide.append(quantity.value.coefficient)
            }
        } else {
            form.flags.insert(.noQuantity)
        }
        nodes.append(node)
        digits.append(written)
        formNumbers.append(try number(of: form))
    }

    private mutating func number(of form: AmountForm) throws(GenealogyError) -> UInt16 {
        if let last = formNumbers.last, forms[Int(last)] == form { return last }
        if let known = numbers[form] { return known }
        guard let number = UInt16(exactly: forms.count) else {
            throw .tooLarge("units, scales and uses of quantities")
        }
        numbers[form] = number
        forms.append(form)
        return number
    }

    private mutating func number(of use: MaterialUse) -> Int32 {
        if let known = useNumbers[use] { return known }
        let number = Int32(uses.count)
        useNumbers[use] = number
        uses.append(use)
        return number
    }

    func form(_ position: Int) -> AmountForm {
        forms[Int(formNumbers[position])]
    }

    func isIdentity(_ position: Int) -> Bool {
        form(position).flags.contains(.identity)
    }

    func use(_ position: Int) -> MaterialUse? {
        let use = form(position).use
        return use < 0 ? nil : uses[Int(use)]
    }

    func coefficient(_ position: Int) -> Int128 {
        let written = digits[position]
        return form(position).flags.contains(.wide) ? wide[Int(written)] : Int128(written)
    }

    func quantity(_ position: Int) -> Quantity? {
        let form = form(position)
        guard !form.flags.contains(.noQuantity),
            let value = try? ExactDecimal(coefficient: coefficient(position), scale: Int(form.scale))
        else { return nil }
        return Quantity(value, unit(form.unit))
    }

    func unit(_ number: Int32) -> UnitOfMeasure? {
        number < 0 ? nil : UnitOfMeasure(rawValue: units.text(number))
    }
}

extension PackedAmounts: Hashable {
    static func == (left: PackedAmounts, right: PackedAmounts) -> Bool {
        left.nodes == right.nodes && left.digits == right.digits && left.formNumbers == right.formNumbers
            && left.forms == right.forms && left.wide == right.wide && left.units == right.units
            && left.uses == right.uses
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(nodes.count)
        digits.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}

// MARK: - Coding

extension PackedAmounts {
    func encode(_ out: inout ColumnWriter) {
        out.put(units)
        out.put(count: uses.count)
        for use in uses { out.put(text: use.rawValue.utf8, count: use.rawValue.utf8.count) }
        out.put(count: forms.count)
        for form in forms {
            out.put(index: form.unit)
            out.put(index: form.use)
            out.put(count: Int(form.scale))
            out.put(count: Int(form.flags.rawValue))
        }
        out.put(count: wide.count)
        for number in wide {
            out.put(signed: Int64(truncatingIfNeeded: number >> 64))
            out.put(UInt64(truncatingIfNeeded: number))
        }
        out.put(count: nodes.count)
        for position in nodes.indices {
            out.put(index: nodes[position])
            out.put(signed: Int64(digits[position]))
            out.put(count: Int(formNumbers[position]))
        }
    }

    init(_ input: inout ColumnReader, nodeCount: Int) throws(GenealogyError) {
        self.init()
        units = try input.pool()
        for _ in 0..<(try input.count()) {
            let use = MaterialUse(rawValue: String(decoding: try input.text(), as: UTF8.self))
            useNumbers[use] = Int32(uses.count)
            uses.append(use)
        }
        try decodeForms(&input)
        for _ in 0..<(try input.count()) {
            let high = Int128(try input.signed())
            wide.append(high << 64 | Int128(try input.value()))
        }
        let count = try input.count()
        reserveCapacity(count)
        for _ in 0..<count {
            nodes.append(try input.index(below: nodeCount))
            digits.append(try input.small(Int32.self))
            guard let number = UInt16(exactly: try input.value()), Int(number) < forms.count else {
                throw .malformedSnapshot("an amount has no form")
            }
            formNumbers.append(number)
            let isWide = forms[Int(number)].flags.contains(.wide)
            guard !isWide || wide.indices.contains(Int(digits[digits.count - 1])) else {
                throw .malformedSnapshot("an amount has no digits")
            }
        }
    }

    private mutating func decodeForms(_ input: inout ColumnReader) throws(GenealogyError) {
        for _ in 0..<(try input.count()) {
            var form = AmountForm()
            form.unit = try input.index(below: units.count)
            form.use = try input.index(below: uses.count)
            let scale = try input.value()
            let flags = try input.value()
            guard scale <= UInt64(ExactDecimal.maximalScale), flags <= UInt64(AmountForm.Flags.all.rawValue)
            else { throw .malformedSnapshot("a form of amounts is unknown") }
            form.scale = UInt8(scale)
            form.flags = AmountForm.Flags(rawValue: UInt8(flags))
            guard let number = UInt16(exactly: forms.count) else {
                throw .malformedSnapshot("there are too many forms of amounts")
            }
            numbers[form] = number
            forms.append(form)
        }
    }
}
