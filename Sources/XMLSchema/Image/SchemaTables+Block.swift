import XMLStream

extension SchemaTables {
    /// The flat tables. Every index that is written is one into a table that is written, too.
    func block() -> SchemaBlock {
        var builder = SchemaBlockBuilder()
        var text: [UInt8] = []
        let flatNames = FlatNames(names, text: &text)
        builder.put(flatNames.rows, as: .nameRows)
        builder.put(flatNames.slots, as: .nameSlots)
        builder.put(flatNames.namespaces, as: .namespaceRows)
        builder.put(
            names.indices.map { globalDeclarations[NameID(rawValue: Int32($0))] ?? -1 }, as: .globals)
        let values = putValues(into: &builder, &text)
        let types = putTypes(values, into: &builder)
        builder.put(elements.map { ElementRow($0, types[Int($0.type.rawValue)]) }, as: .elements)
        builder.put(states, as: .states)
        builder.put(transitions, as: .transitions)
        var writer = WordWriter(appendingTo: text)
        components.write(to: &writer)
        builder.put(writer.words, as: .words)
        builder.put(writer.texts, as: .texts)
        builder.put(writer.text, as: .text)
        return builder.finish()
    }

    private func putValues(into builder: inout SchemaBlockBuilder, _ text: inout [UInt8]) -> [ValueRow] {
        var slots: [EnumerationSlot] = []
        var rows: [ValueRow] = []
        for type in simpleTypes {
            let first = slots.count
            if ValueCheck(type) == .enumeration, let enumeration = type.enumeration {
                slots += EnumerationSlot.table(enumeration.values, text: &text)
            }
            rows.append(ValueRow(type, firstSlot: first, slotCount: slots.count - first))
        }
        builder.put(rows, as: .values)
        builder.put(slots, as: .enumerationSlots)
        return rows
    }

    private func putTypes(_ values: [ValueRow], into builder: inout SchemaBlockBuilder) -> [TypeRow] {
        var attributes: [AttributeRow] = []
        var rows: [TypeRow] = []
        for type in types {
            let isMarked = isMarked(type)
            let (mode, content) = mode(of: type.content)
            rows.append(
                TypeRow(
                    type, content: content, mode: mode,
                    check: mode == .simple ? values[Int(content)].check : .none,
                    firstAttribute: attributes.count, isMarked: isMarked))
            attributes += type.attributes.map { AttributeRow($0, values[Int($0.type.rawValue)].check) }
        }
        builder.put(rows, as: .types)
        builder.put(attributes, as: .attributes)
        return rows
    }

    /// Whether the type, what it is derived from, its value or that of an attribute is to be marked. Without a list
    /// every type is.
    private func isMarked(_ type: TypeDefinition) -> Bool {
        guard let marks else { return true }
        func isListed(_ name: ExpandedName?) -> Bool { name.map { marks.contains($0.local) } ?? false }
        func isListed(_ id: SimpleTypeID) -> Bool {
            let type = simpleTypes[Int(id.rawValue)]
            if case .union(let members) = type.variety, members.contains(where: isListed) { return true }
            return isListed(type.name)
        }
        if isListed(type.name) || type.attributes.contains(where: { isListed($0.type) }) { return true }
        if case .simple(let simple) = type.content, isListed(simple) { return true }
        return type.base.map { isMarked(types[Int($0.rawValue)]) } ?? false
    }

    private func mode(of content: TypeDefinition.Content) -> (Frame.Mode, Int32) {
        switch content {
        case .empty: (.empty, -1)
        case .simple(let simple): (.simple, simple.rawValue)
        case .elementOnly(let model): (.elementOnly, contentModels[Int(model)].startState)
        case .mixed(let model): (.mixed, contentModels[Int(model)].startState)
        case .any: (.lax, -1)
        }
    }
}

extension SchemaTables {
    /// Where the flat tables are, for those who read them all the time: no bounds are checked and nothing is counted.
    /// Good as long as the block, which the ``Schema`` keeps.
    struct Flat: @unchecked Sendable {
        let elements: UnsafePointer<ElementRow>
        let elementCount: Int
        let types: UnsafePointer<TypeRow>
        let attributes: UnsafePointer<AttributeRow>
        let states: UnsafePointer<Schema.State>
        let stateCount: Int
        let transitions: UnsafePointer<Transition>
        let values: UnsafePointer<ValueRow>
        let enumerationSlots: UnsafePointer<EnumerationSlot>
        let text: UnsafePointer<UInt8>
        let globals: UnsafePointer<Int32>
        let nameCount: Int32

        init(_ block: SchemaBlock) {
            func base<Row: BitwiseCopyable>(_ section: SchemaBlock.Section, _: Row.Type) -> UnsafePointer<Row>
            {
                block.start(of: section, as: Row.self)
            }
            elements = base(.elements, ElementRow.self)
            elementCount = block.rows(.elements, of: ElementRow.self).count
            types = base(.types, TypeRow.self)
            attributes = base(.attributes, AttributeRow.self)
            states = base(.states, Schema.State.self)
            stateCount = block.rows(.states, of: Schema.State.self).count
            transitions = base(.transitions, Transition.self)
            values = base(.values, ValueRow.self)
            enumerationSlots = base(.enumerationSlots, EnumerationSlot.self)
            text = base(.text, UInt8.self)
            globals = base(.globals, Int32.self)
            nameCount = Int32(block.rows(.globals, of: Int32.self).count)
        }

        /// The global declaration of a name, -1 for none.
        func global(_ name: NameID) -> Int32 {
            name.rawValue < nameCount ? globals[Int(name.rawValue)] : -1
        }
    }
}
