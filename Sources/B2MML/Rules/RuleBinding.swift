import Synchronization
package import XMLSchema
import XMLStream

/// Rules bound to the declarations of one schema, so that no name is compared while a document is read. Made once for
/// a schema and a set of rules, and shared.
package final class RuleBinding: Sendable {
    package let rules: RuleSet
    package let schema: Schema
    /// By the index of the declaration.
    let traits: [ElementTraits]
    let otherValue: NameID?
    let unitCode: NameID?
    /// What document elements are; to find it out all declarations have to be looked at.
    private let roots = Mutex<[NameID: MessageRoot]>([:])

    package init(_ rules: RuleSet, schema: Schema) {
        self.rules = rules
        self.schema = schema
        otherValue = schema.names[ExpandedName("", "OtherValue")]
        unitCode = schema.names[ExpandedName("", "unitCode")]
        traits = TraitReader(schema, otherValue: otherValue).traits
    }

    func root(_ declaration: ElementDeclaration) -> MessageRoot {
        if let known = roots.withLock({ $0[declaration.name] }) { return known }
        let root = MessageRoot(declaration, in: schema)
        roots.withLock { $0[declaration.name] = root }
        return root
    }
}

/// Reads the traits of all declarations of a schema off their names and types: what a name says once for each name,
/// what a type says once for each type.
private struct TraitReader {
    private let schema: Schema
    private let otherValue: NameID?
    private let schemeID: NameID?
    /// By the name's ID.
    private let names: [NameTraits]
    /// By the type's ID.
    private let types: [TypeTraits]
    let traits: [ElementTraits]

    private struct NameTraits {
        let role: ElementRole
        let pair: UInt8
        let declared: ReferenceKind
        let referred: ReferenceKind
        let isDetail: Bool
    }

    private struct TypeTraits {
        var interest: ElementTraits.Interest = []
        var isSimple = false
        var hasOwnID = false
    }

    init(_ schema: Schema, otherValue: NameID?) {
        let schemeID = schema.names[ExpandedName("", "schemeID")]
        let names = schema.names.names.map { name in
            let (role, pair) = ElementRole.of(name.local)
            return NameTraits(
                role: role, pair: pair, declared: ReferenceKind.declared(by: name.local),
                referred: ReferenceKind.referred(by: name.local), isDetail: Self.isDetail(name.local))
        }
        var types = schema.types.map { Self.traits(of: $0, schema, names, otherValue, schemeID) }
        // Last, because it asks for the types of the children.
        for index in types.indices where !types[index].isSimple {
            let model = schema.contentModel(of: TypeID(rawValue: Int32(index)))
            let repeats = model?.children.contains {
                $0.occurrence.max != 1
                    && types[Int(schema.elements[Int($0.declaration)].type.rawValue)].hasOwnID
            }
            if repeats ?? false { types[index].interest.insert(.siblings) }
        }
        traits = schema.elements.map { Self.traits(of: $0, names, types) }
        (self.schema, self.otherValue, self.schemeID, self.names, self.types) =
            (schema, otherValue, schemeID, names, types)
    }

    private static func traits(
        of type: TypeDefinition, _ schema: Schema, _ names: [NameTraits], _ otherValue: NameID?,
        _ schemeID: NameID?
    ) -> TypeTraits {
        var traits = TypeTraits()
        switch type.content {
        case .simple(let id):
            traits.isSimple = true
            if case .atomic(let builtin) = schema.simpleTypes[Int(id.rawValue)].variety {
                if builtin == .dateTime { traits.interest.insert(.time) }
                if builtin == .duration { traits.interest.insert(.duration) }
            }
            for attribute in type.attributes {
                if attribute.name == otherValue { traits.interest.insert(.word) }
                if attribute.name == schemeID { traits.interest.insert(.identifier) }
            }
        case .elementOnly(let model), .mixed(let model):
            add(schema.contentModels[Int(model)], names, to: &traits)
        case .empty, .any: break
        }
        return traits
    }

    private static func add(_ model: ContentModel, _ names: [NameTraits], to traits: inout TypeTraits) {
        var starts: UInt16 = 0
        var ends: UInt16 = 0
        for child in model.children {
            let own = names[Int(child.name.rawValue)]
            switch own.role {
            case .start: starts |= 1 << UInt16(own.pair)
            case .end: ends |= 1 << UInt16(own.pair)
            case .quantityString: traits.interest.insert(.quantity)
            case .valueString: traits.interest.insert(.value)
            case .quantity where child.occurrence.max != 1: traits.interest.insert(.quantities)
            case .link: traits.interest.insert(.procedureLogic)
            case .connection: traits.interest.insert(.workflow)
            case .id: traits.hasOwnID = true
            default: break
            }
        }
        if starts & ends != 0 { traits.interest.insert(.period) }
    }

    private static func traits(of element: ElementDeclaration, _ names: [NameTraits], _ types: [TypeTraits])
        -> ElementTraits
    {
        let name = names[Int(element.name.rawValue)]
        let type = types[Int(element.type.rawValue)]
        var traits = ElementTraits(
            interest: type.interest, role: name.role, pair: name.pair, hasOwnID: type.hasOwnID,
            isDetail: name.isDetail, type: element.type.rawValue)
        if type.isSimple {
            traits.interest.formUnion(interest(of: name.role))
            traits.kind = name.referred
            if traits.kind != .none { traits.interest.insert(.refers) }
        } else {
            if name.role == .dependency { traits.interest.insert(.dependency) }
            traits.kind = type.hasOwnID ? name.declared : .none
            if traits.kind != .none { traits.interest.insert(.declares) }
        }
        return traits
    }

    private static func interest(of role: ElementRole) -> ElementTraits.Interest {
        switch role {
        case .priority: .priority
        case .materialUse: .materialUse
        case .operationsType: .operationsType
        case .requestState, .responseState: .state
        case .level: .level
        case .lotID: .lotID
        case .id: .ownID
        default: []
        }
    }

    private static let detailEndings = [
        "Actual", "Capability", "Data", "Dependency", "Child", "Note", "Parameter", "Property", "Response",
        "Result",
        "Specification", "TestedObject",
    ]

    /// Parts of requests and resources that are told apart by more than their IDs in what people send.
    private static func isDetail(_ local: String) -> Bool {
        if local.hasSuffix("Requirement") { return local != "SegmentRequirement" }
        return detailEndings.contains { local.hasSuffix($0) }
            && !["TestSpecification", "WorkflowSpecification"].contains(local)
    }
}
