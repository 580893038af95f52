import XMLStream

extension SchemaComponents: ImageCodable {
    func write(to writer: inout WordWriter) {
        writer.put(simpleTypes)
        writer.put(types)
        writer.put(contentModels)
        writer.put(globalElements.map(\.rawValue))
        writer.put(wildcards) {
            $1.wildcard.write(to: &$0)
            $0.put($1.next)
        }
        writer.put(globalAttributes.sorted { $0.key < $1.key }) {
            $0.put($1.key.rawValue)
            $0.put($1.value.rawValue)
        }
        writer.put(namedTypes.sorted { $0.value.rawValue < $1.value.rawValue }) {
            $1.key.write(to: &$0)
            $0.put($1.value.rawValue)
        }
    }

    convenience init(from reader: inout WordReader) {
        let simpleTypes: [SimpleType] = reader.list()
        let types: [TypeDefinition] = reader.list()
        let contentModels: [ContentModel] = reader.list()
        let globalElements = reader.wordList().map(NameID.init(rawValue:))
        let wildcards = reader.list {
            Schema.WildcardMove(wildcard: Wildcard(from: &$0), next: $0.word())
        }
        let attributes = reader.list {
            (NameID(rawValue: $0.word()), SimpleTypeID(rawValue: $0.word()))
        }
        let named = reader.list { (ExpandedName(from: &$0), TypeID(rawValue: $0.word())) }
        self.init(
            types: types, simpleTypes: simpleTypes, contentModels: contentModels,
            globalElements: globalElements, wildcards: wildcards,
            globalAttributes: Dictionary(uniqueKeysWithValues: attributes),
            namedTypes: Dictionary(uniqueKeysWithValues: named))
    }
}

extension ExpandedName: ImageCodable {
    init(from reader: inout WordReader) {
        let namespace = reader.text()
        self.init(namespace, reader.text())
    }

    func write(to writer: inout WordWriter) {
        writer.put(namespace)
        writer.put(local)
    }
}

// MARK: - Complex types

extension TypeDefinition: ImageCodable {
    init(from reader: inout WordReader) {
        self.init(
            name: reader.optional(), label: reader.text(), content: Content(from: &reader),
            attributes: reader.list(), attributeWildcard: reader.optional(),
            base: reader.optional(), derivation: reader.optional(),
            blocked: Set(reader.list() as [Derivation]), isAbstract: reader.flag())
    }

    func write(to writer: inout WordWriter) {
        writer.put(name)
        writer.put(label)
        content.write(to: &writer)
        writer.put(attributes)
        writer.put(attributeWildcard)
        writer.put(base)
        writer.put(derivation)
        writer.put([Derivation.extension, .restriction].filter(blocked.contains))
        writer.put(isAbstract)
    }
}

extension TypeDefinition.Content: ImageCodable {
    init(from reader: inout WordReader) {
        let kind = reader.word()
        let index = reader.word()
        switch kind {
        case 0: self = .empty
        case 1: self = .simple(SimpleTypeID(rawValue: index))
        case 2: self = .elementOnly(index)
        case 3: self = .mixed(index)
        default: self = .any
        }
    }

    func write(to writer: inout WordWriter) {
        let (kind, index): (Int32, Int32) =
            switch self {
            case .empty: (0, -1)
            case .simple(let type): (1, type.rawValue)
            case .elementOnly(let model): (2, model)
            case .mixed(let model): (3, model)
            case .any: (4, -1)
            }
        writer.put(kind)
        writer.put(index)
    }
}

extension TypeDefinition.Derivation: ImageCodable {
    init(from reader: inout WordReader) {
        self = reader.flag() ? .extension : .restriction
    }

    func write(to writer: inout WordWriter) {
        writer.put(self == .extension)
    }
}

extension TypeID: ImageCodable {
    init(from reader: inout WordReader) {
        self.init(rawValue: reader.word())
    }

    func write(to writer: inout WordWriter) {
        writer.put(rawValue)
    }
}

extension AttributeUse: ImageCodable {
    init(from reader: inout WordReader) {
        self.init(
            name: NameID(rawValue: reader.word()), type: SimpleTypeID(rawValue: reader.word()),
            isRequired: reader.flag())
    }

    func write(to writer: inout WordWriter) {
        writer.put(name.rawValue)
        writer.put(type.rawValue)
        writer.put(isRequired)
    }
}

extension Wildcard: ImageCodable {
    init(from reader: inout WordReader) {
        let process = ProcessContents.allCases[Int(reader.word())]
        let namespaces: Namespaces =
            switch reader.word() {
            case 0: .any
            case 1: .other(than: reader.text())
            default: .listed(Set(reader.list { $0.text() }))
            }
        self.init(namespaces: namespaces, processContents: process)
    }

    func write(to writer: inout WordWriter) {
        writer.put(Int32(ProcessContents.allCases.firstIndex(of: processContents) ?? 0))
        switch namespaces {
        case .any: writer.put(Int32(0))
        case .other(let own):
            writer.put(Int32(1))
            writer.put(own)
        case .listed(let names):
            writer.put(Int32(2))
            writer.put(names.sorted()) { $0.put($1) }
        }
    }
}

extension ContentModel: ImageCodable {
    init(from reader: inout WordReader) {
        self.init(
            startState: reader.word(), stateCount: reader.word(), children: reader.list(),
            hasWildcard: reader.flag())
    }

    func write(to writer: inout WordWriter) {
        writer.put(startState)
        writer.put(stateCount)
        writer.put(children)
        writer.put(hasWildcard)
    }
}

extension ContentModel.Child: ImageCodable {
    init(from reader: inout WordReader) {
        let name = NameID(rawValue: reader.word())
        let declaration = reader.word()
        let minimum = Int(reader.word())
        let maximum = Int(reader.word())
        self.init(
            name: name, declaration: declaration,
            occurrence: Occurrence(min: minimum, max: maximum < 0 ? nil : maximum), slot: Int(reader.word()))
    }

    /// An occurrence beyond 31 bits comes of particles in particles; nobody counts so far.
    func write(to writer: inout WordWriter) {
        writer.put(name.rawValue)
        writer.put(declaration)
        writer.put(Int32(clamping: occurrence.min))
        writer.put(occurrence.max.map { Int32(clamping: $0) } ?? -1)
        writer.put(Int32(slot))
    }
}
