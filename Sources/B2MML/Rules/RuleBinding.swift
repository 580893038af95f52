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
    /// The types of the nouns; an object of one has to have an ID.
    let nounTypes: Set<Int32>

    package init(_ rules: RuleSet, schema: Schema) {
        self.rules = rules
        self.schema = schema
        otherValue = schema.names[ExpandedName("", "OtherValue")]
        unitCode = schema.names[ExpandedName("", "unitCode")]
        let nouns = MessageRoot.nouns(of: schema)
        nounTypes = Set(
            nouns.compactMap { schema.globalElement(schema.names[$0]).map { $0.type.rawValue } })
        traits = TraitReader(schema, otherValue: otherValue).traits
    }
}

/// Reads the traits of all declarations of a schema off their names and types.
private struct TraitReader {
    private let schema: Schema
    private let otherValue: NameID?
    private let schemeID: NameID?
    /// By the name's ID.
    private let roles: [(role: ElementRole, pair: UInt8)]
    private(set) var traits: [ElementTraits] = []

    init(_ schema: Schema, otherValue: NameID?) {
        self.schema = schema
        self.otherValue = otherValue
        schemeID = schema.names[ExpandedName("", "schemeID")]
        roles = schema.names.names.map { ElementRole.of($0.local) }
        traits = schema.elements.map { own($0) }
        // Last, because it asks for the traits of the children.
        for index in traits.indices { addSiblings(to: index) }
    }

    /// What an element is by itself.
    private func own(_ element: ElementDeclaration) -> ElementTraits {
        var traits = ElementTraits()
        let local = schema.names[element.name].local
        (traits.role, traits.pair) = roles[Int(element.name.rawValue)]
        traits.type = element.type.rawValue
        let type = schema.type(element.type)
        switch type.content {
        case .simple(let id): addSimple(to: &traits, local, type, schema.simpleTypes[Int(id.rawValue)])
        case .elementOnly(let model), .mixed(let model):
            addComplex(to: &traits, local, schema.contentModels[Int(model)])
        case .empty, .any: break
        }
        return traits
    }

    private func addSimple(
        to traits: inout ElementTraits, _ local: String, _ type: TypeDefinition, _ simple: SimpleType
    ) {
        if case .atomic(let builtin) = simple.variety {
            if builtin == .dateTime { traits.interest.insert(.time) }
            if builtin == .duration { traits.interest.insert(.duration) }
        }
        if type.attributes.contains(where: { $0.name == otherValue }) { traits.interest.insert(.word) }
        if type.attributes.contains(where: { $0.name == schemeID }) { traits.interest.insert(.identifier) }
        switch traits.role {
        case .priority: traits.interest.insert(.priority)
        case .materialUse: traits.interest.insert(.materialUse)
        case .operationsType: traits.interest.insert(.operationsType)
        case .requestState, .responseState: traits.interest.insert(.state)
        case .level: traits.interest.insert(.level)
        case .lotID: traits.interest.insert(.lotID)
        case .id: traits.interest.insert(.ownID)
        default: break
        }
        traits.kind = ReferenceKind.referred(by: local)
        if traits.kind != .none { traits.interest.insert(.refers) }
    }

    private func addComplex(to traits: inout ElementTraits, _ local: String, _ model: ContentModel) {
        var starts: UInt16 = 0
        var ends: UInt16 = 0
        for child in model.children {
            let (role, pair) = roles[Int(child.name.rawValue)]
            switch role {
            case .start: starts |= 1 << UInt16(pair)
            case .end: ends |= 1 << UInt16(pair)
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
        if traits.role == .dependency { traits.interest.insert(.dependency) }
        traits.isDetail = Self.isDetail(local)
        traits.kind = traits.hasOwnID ? ReferenceKind.declared(by: local) : .none
        if traits.kind != .none { traits.interest.insert(.declares) }
    }

    private mutating func addSiblings(to index: Int) {
        let model = schema.contentModel(of: schema.elements[index].type)
        let repeats = model?.children.contains {
            $0.occurrence.max != 1 && traits[Int($0.declaration)].hasOwnID
        }
        if repeats ?? false { traits[index].interest.insert(.siblings) }
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
