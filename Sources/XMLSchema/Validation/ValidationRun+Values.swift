extension ValidationRun {
    /// Whether a normalised value is one of its simple type.
    @inline(__always)
    func accepts(_ value: UnsafeBufferPointer<UInt8>, _ check: ValueCheck, _ type: Int32) -> Bool {
        switch check {
        case .none: true
        case .enumeration: isInEnumeration(value, type)
        case .decimal, .dateTime, .duration, .boolean: isLexical(value, check)
        case .general: problem(of: value, schema.simpleTypes[Int(type)]) == nil
        }
    }

    /// What is wrong with a normalised value here: a name needs a prefix that is declared in this place.
    ///
    /// Source: XSD 1.0 Part 2, 3.2.18; Part 1, 3.14.4.
    @inline(never)
    func problem(of value: UnsafeBufferPointer<UInt8>, _ type: SimpleType) -> ValueProblem? {
        if let problem = schema.problem(of: value, type: type) { return problem }
        guard case .atomic(.qName) = type.variety, let colon = value.firstIndex(of: 0x3A) else { return nil }
        let prefix = String(decoding: value[..<colon], as: UTF8.self)
        return prefix == "xml" || prefixes.contains { $0.prefix == prefix } ? nil : .lexical(.qName)
    }

    /// Whether a value is certainly one of its simple type, whatever normalising it would do. A member of an enumeration
    /// is a normalised value; the lexical forms have no blanks in them.
    @inline(__always)
    func acceptsAsItIs(_ start: Int, _ check: ValueCheck, _ type: Int32) -> Bool {
        acceptsAsItIs(builder.value(from: start), check, type)
    }

    @inline(__always)
    func acceptsAsItIs(_ value: UnsafeBufferPointer<UInt8>, _ check: ValueCheck, _ type: Int32) -> Bool {
        check != .general && accepts(value, check, type)
    }

    @inline(__always)
    private func isInEnumeration(_ value: UnsafeBufferPointer<UInt8>, _ type: Int32) -> Bool {
        let row = tables.values + Int(type)
        return EnumerationSlot.contains(
            value, slots: tables.enumerationSlots + Int(row.pointee.firstSlot), mask: row.pointee.slotMask,
            text: tables.text)
    }

    private func isLexical(_ value: UnsafeBufferPointer<UInt8>, _ check: ValueCheck) -> Bool {
        switch check {
        case .decimal: BuiltinType.decimal.accepts(value)
        case .dateTime: BuiltinType.dateTime.accepts(value)
        case .duration: BuiltinType.duration.accepts(value)
        case .boolean: BuiltinType.boolean.accepts(value)
        case .none, .enumeration, .general: false
        }
    }
}
