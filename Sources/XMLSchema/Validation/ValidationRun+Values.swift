extension ValidationRun {
    /// Whether a normalised value is one of its simple type.
    @inline(__always)
    func accepts(_ value: UnsafeBufferPointer<UInt8>, _ check: ValueCheck, _ type: Int32) -> Bool {
        switch check {
        case .none: true
        case .enumeration: isInEnumeration(value, type)
        case .decimal, .dateTime, .duration, .boolean: isLexical(value, check)
        case .general: schema.problem(of: value, type: schema.simpleTypes[Int(type)]) == nil
        }
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
