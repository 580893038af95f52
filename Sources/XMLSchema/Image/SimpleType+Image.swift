import XMLStream

extension SimpleType: ImageCodable {
    init(from reader: inout WordReader) {
        self.init(
            name: reader.optional(), label: reader.text(), variety: Variety(from: &reader),
            whiteSpace: WhiteSpace(from: &reader), enumeration: reader.optional(), patterns: reader.list(),
            bounds: reader.optional())
    }

    func write(to writer: inout WordWriter) {
        writer.put(name)
        writer.put(label)
        variety.write(to: &writer)
        whiteSpace.write(to: &writer)
        writer.put(enumeration)
        writer.put(patterns)
        writer.put(bounds)
    }
}

extension SimpleType.Variety: ImageCodable {
    init(from reader: inout WordReader) {
        let members = reader.wordList()
        self =
            members.isEmpty
            ? .atomic(BuiltinType.allCases[Int(reader.word())])
            : .union(members.map(SimpleTypeID.init(rawValue:)))
    }

    /// A union has members.
    func write(to writer: inout WordWriter) {
        switch self {
        case .atomic(let builtin):
            writer.put([Int32]())
            writer.put(Int32(BuiltinType.allCases.firstIndex(of: builtin) ?? 0))
        case .union(let members):
            writer.put(members.map(\.rawValue))
        }
    }
}

extension WhiteSpace: ImageCodable {
    init(from reader: inout WordReader) {
        self = WhiteSpace(rawValue: UInt8(truncatingIfNeeded: reader.word())) ?? .preserve
    }

    func write(to writer: inout WordWriter) {
        writer.put(Int32(rawValue))
    }
}

extension EnumerationSet: ImageCodable {
    init(from reader: inout WordReader) {
        let values = reader.list { $0.text() }
        let keys = reader.list { reader in reader.wordList().map { UInt8(truncatingIfNeeded: $0) } }
        self.init(values, keys: keys)
    }

    func write(to writer: inout WordWriter) {
        writer.put(values) { $0.put($1) }
        var start = 0
        let keys = keyEnds.map { end in
            defer { start = Int(end) }
            return Array(self.keys[start..<Int(end)])
        }
        writer.put(keys) { $0.put($1.map(Int32.init)) }
    }
}

extension Pattern: ImageCodable {
    init(from reader: inout WordReader) {
        self.init(
            alternatives: reader.list { $0.text() },
            automaton: PatternAutomaton(
                asciiClasses: reader.wordList().map { UInt16(truncatingIfNeeded: $0) },
                rangeStarts: reader.wordList().map { UInt32(bitPattern: $0) },
                rangeClasses: reader.wordList().map { UInt16(truncatingIfNeeded: $0) },
                classCount: reader.word(),
                transitions: reader.wordList().map { UInt16(truncatingIfNeeded: $0) },
                accepting: reader.wordList().map { UInt8(truncatingIfNeeded: $0) }))
    }

    func write(to writer: inout WordWriter) {
        writer.put(alternatives) { $0.put($1) }
        writer.put(automaton.asciiClasses.map(Int32.init))
        writer.put(automaton.rangeStarts.map(Int32.init(bitPattern:)))
        writer.put(automaton.rangeClasses.map(Int32.init))
        writer.put(automaton.classCount)
        writer.put(automaton.transitions.map(Int32.init))
        writer.put(automaton.accepting.map(Int32.init))
    }
}

extension BoundingFacets: ImageCodable {
    init(from reader: inout WordReader) {
        self.init()
        minLength = reader.word()
        maxLength = reader.word()
        totalDigits = reader.word()
        fractionDigits = reader.word()
        limits = reader.list { reader in
            let kind = Limit.Kind(rawValue: UInt8(truncatingIfNeeded: reader.word())) ?? .minInclusive
            return Limit(kind: kind, text: reader.text())
        }
    }

    func write(to writer: inout WordWriter) {
        for word in [minLength, maxLength, totalDigits, fractionDigits] { writer.put(word) }
        writer.put(limits) {
            $0.put(Int32($1.kind.rawValue))
            $0.put($1.text)
        }
    }
}
