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
        let typeMarks = types.map(parts)
        let values = putValues(valueMarks(typeMarks), into: &builder, &text)
        let types = putTypes(values, typeMarks, into: &builder)
        let marked = markedDeclarations(typeMarks)
        let rows = elements.enumerated().map { index, element in
            ElementRow(element, types[Int(element.type.rawValue)], isMarked: marked.contains(Int32(index)))
        }
        builder.put(rows, as: .elements)
        builder.put(states, as: .states)
        builder.put(transitions, as: .transitions)
        var writer = WordWriter(appendingTo: text)
        components.write(to: &writer)
        builder.put(writer.words, as: .words)
        builder.put(writer.texts, as: .texts)
        builder.put(writer.text, as: .text)
        return builder.finish()
    }

    private func putValues(
        _ marks: [SimpleTypeID: Set<String>], into builder: inout SchemaBlockBuilder, _ text: inout [UInt8]
    ) -> [ValueRow] {
        var slots: [EnumerationSlot] = []
        var rows: [ValueRow] = []
        for (index, type) in simpleTypes.enumerated() {
            let first = slots.count
            if ValueCheck(type) == .enumeration, let enumeration = type.enumeration {
                let marked = marks[SimpleTypeID(rawValue: Int32(index))] ?? []
                slots += EnumerationSlot.table(enumeration.values, marking: marked, text: &text)
            }
            rows.append(ValueRow(type, firstSlot: first, slotCount: slots.count - first))
        }
        builder.put(rows, as: .values)
        builder.put(slots, as: .enumerationSlots)
        return rows
    }

    private func putTypes(
        _ values: [ValueRow], _ marks: [Set<SchemaMarks.Part>], into builder: inout SchemaBlockBuilder
    ) -> [TypeRow] {
        var attributes: [AttributeRow] = []
        var rows: [TypeRow] = []
        for (type, parts) in zip(types, marks) {
            let (mode, content) = mode(of: type.content)
            rows.append(
                TypeRow(
                    type, content: content, mode: mode,
                    check: mode == .simple ? values[Int(content)].check : .none,
                    firstAttribute: attributes.count, marks: flags(parts)))
            attributes += type.attributes.map { AttributeRow($0, values[Int($0.type.rawValue)].check) }
        }
        builder.put(rows, as: .types)
        builder.put(attributes, as: .attributes)
        return rows
    }

    // MARK: Marks

    /// What is marked in a type, in what it is derived from, in its value or in those of its attributes. Where nobody
    /// knows what differs, every type is marked.
    private func parts(_ type: TypeDefinition) -> Set<SchemaMarks.Part> {
        guard let marks else { return [.whole] }
        var parts = type.name.map { marks[$0.local] } ?? []
        if let base = type.base { parts.formUnion(self.parts(types[Int(base.rawValue)])) }
        if case .simple(let simple) = type.content { parts.formUnion(self.parts(simple, marks)) }
        if type.attributes.contains(where: { !self.parts($0.type, marks).isEmpty }) { parts.insert(.whole) }
        return parts
    }

    private func parts(_ id: SimpleTypeID, _ marks: SchemaMarks) -> Set<SchemaMarks.Part> {
        let type = simpleTypes[Int(id.rawValue)]
        var parts = type.name.map { marks[$0.local] } ?? []
        if case .union(let members) = type.variety,
            members.contains(where: { !self.parts($0, marks).isEmpty })
        {
            parts.insert(.whole)
        }
        // Values can be told apart only where they are looked up in a list.
        return parts.isEmpty || ValueCheck(type) == .enumeration ? parts : [.whole]
    }

    private func flags(_ parts: Set<SchemaMarks.Part>) -> RowFlags {
        parts.isEmpty ? [] : parts.contains(.whole) ? .marked : .hasMarks
    }

    /// The values of each simple type that are marked.
    private func valueMarks(_ marks: [Set<SchemaMarks.Part>]) -> [SimpleTypeID: Set<String>] {
        var values: [SimpleTypeID: Set<String>] = [:]
        for (type, parts) in zip(types, marks) {
            guard case .simple(let simple) = type.content else { continue }
            for case .value(let value) in parts { values[simple, default: []].insert(value) }
        }
        return values
    }

    /// The declarations of the children that are marked.
    private func markedDeclarations(_ marks: [Set<SchemaMarks.Part>]) -> Set<Int32> {
        var declarations: Set<Int32> = []
        for (type, parts) in zip(types, marks) {
            guard let model = type.content.model else { continue }
            for child in contentModels[Int(model)].children
            where parts.contains(.child(names[Int(child.name.rawValue)].local)) {
                declarations.insert(child.declaration)
            }
        }
        return declarations
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
