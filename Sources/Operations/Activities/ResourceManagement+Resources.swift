import Diagnostics

/// What a partner says of a resource is known from now on.
package struct ResourceStored: EventPayload {
    package static let typeName = "resource.stored"
    package static let activity = Activity.resourceManagement
    package static func fact(_ payload: Self) -> Fact { .resourceStored(payload) }

    package var key: String
    package var resource: Resource
}

/// What partners say of resources, and which are members of which classes.
package struct ResourceRegister: Codable, Hashable, Sendable {
    /// By kind and name.
    package private(set) var described = Shelf<Resource>()
    /// By class, those that say of themselves that they belong to it: members, and classes made from it.
    private var claims = Shelf<Set<String>>()

    package init() {}

    mutating func settle() {
        described.settle()
        claims.settle()
    }

    package subscript(kind: ResourceKind, name: String) -> Resource? {
        described[ResourceName(kind: kind, name: name).key]
    }

    mutating func store(_ resource: Resource, key: String) {
        for group in described[key]?.classKeys ?? [] { claims[group]?.remove(key) }
        described[key] = resource
        for group in resource.classKeys { claims[group, default: []].insert(key) }
    }

    /// The members of a class and of the classes made from it, in alphabetical order.
    ///
    /// - Parameters:
    ///   - name: of the class.
    ///   - kind: of the class, such as ``ResourceKind/equipmentClass``.
    ///   - instant: of those alone that are effective then; nil takes all.
    /// - Returns: their names; none for a class that nobody belongs to.
    package func members(of name: String, _ kind: ResourceKind, at instant: Instant? = nil) -> [String] {
        guard let memberKind = kind.memberKind else { return [] }
        var (names, seen): (Set<String>, Set<String>) = ([], [])
        var open = [ResourceName(kind: kind, name: name).key]
        while let group = open.popLast() {
            guard seen.insert(group).inserted else { continue }
            names.formUnion(described[group]?.memberIDs.map(\.matchingKey) ?? [])
            for key in claims[group] ?? [] {
                guard let resource = described[key], let name = resource.id?.matchingKey else { continue }
                if resource.kind == memberKind { names.insert(name) } else { open.append(key) }
            }
        }
        return names.sorted().filter { name in
            guard let instant, let resource = self[memberKind, name] else { return true }
            return resource.isEffective(at: instant)
        }
    }

    /// The classes of a resource and those that they are made from, in alphabetical order.
    package func classes(of name: String, _ kind: ResourceKind) -> [String] {
        guard let classKind = kind.classKind else { return [] }
        var names: Set<String> = []
        let naming = described.values.filter {
            $0.kind == classKind && $0.memberIDs.contains { $0.matchingKey == name }
        }
        var open =
            (self[kind, name]?.classIDs ?? []).map(\.matchingKey) + naming.compactMap { $0.id?.matchingKey }
        while let group = open.popLast() {
            guard names.insert(group).inserted else { continue }
            open += self[classKind, group]?.classIDs.map(\.matchingKey) ?? []
        }
        return names.sorted()
    }

    /// What a resource is a part of, the nearest first; ends where it would begin anew.
    package func ancestors(of name: String, _ kind: ResourceKind) -> [String] {
        var (names, seen): ([String], Set<String>) = ([], [name])
        var next = self[kind, name]?.parent?.matchingKey
        while let parent = next, seen.insert(parent).inserted {
            names.append(parent)
            next = self[kind, parent]?.parent?.matchingKey
        }
        return names
    }
}

extension Resource {
    fileprivate var classKeys: [String] {
        guard let classKind = kind.classKind else { return [] }
        return classIDs.map { ResourceName(kind: classKind, name: $0.matchingKey).key }
    }
}

extension LoopState {
    mutating func apply(_ fact: ResourceStored) {
        resourceRegister.store(fact.resource, key: fact.key)
    }

    /// The equipment of a class, or of a class made from it, that may be used at an instant.
    package func units(ofClass name: Identifier, at instant: Instant? = nil) -> [String] {
        resourceRegister.members(of: name.matchingKey, .equipmentClass, at: instant)
    }

    /// The persons of a class, or of a class made from it, that may be asked at an instant.
    func people(ofClass name: Identifier, at instant: Instant) -> [String] {
        resourceRegister.members(of: name.matchingKey, .personnelClass, at: instant)
    }

    /// What a person is qualified for: the classes that it is a member of.
    package func skills(of person: Identifier) -> [String] {
        resourceRegister.classes(of: person.matchingKey, .person)
    }
}

extension ActivityLoop {
    /// What it says replaces what was known of it, but for what it is a part of when it does not say so.
    func store(_ resource: Resource, _ context: Context) throws(LoopError) -> Decision {
        guard let id = resource.id, !id.isBlank else { throw .objectWithoutID(resource.kind.words) }
        let name = ResourceName(kind: resource.kind, name: id.matchingKey)
        let known = state.resourceRegister.described[name.key]
        var resource = resource
        if resource.parent == nil { resource.parent = known?.parent }
        guard known != resource else { return Decision(.unchanged) }
        var events = newResources([name] + named(in: resource), nil, context)
        events.append(context.event(.resourceStored(ResourceStored(key: name.key, resource: resource))))
        return Decision(
            known == nil ? .applied : .revised, events: events, findings: findings(of: resource, id))
    }

    private func named(in resource: Resource) -> [ResourceName] {
        var names: [ResourceName] = []
        if let kind = resource.kind.classKind {
            names += resource.classIDs.map { ResourceName(kind: kind, name: $0.matchingKey) }
        }
        if let kind = resource.kind.memberKind {
            names += resource.memberIDs.map { ResourceName(kind: kind, name: $0.matchingKey) }
        }
        if let asset = resource.assetID {
            names.append(ResourceName(kind: .physicalAsset, name: asset.matchingKey))
        }
        return names
    }

    private func findings(of resource: Resource, _ id: Identifier) -> [Finding] {
        guard let parent = resource.parent?.matchingKey else { return [] }
        let isOwn = parent == id.matchingKey
        let above = state.resourceRegister.ancestors(of: parent, resource.kind)
        guard isOwn || above.contains(id.matchingKey) else { return [] }
        return [
            LoopNote.make(
                "LOOP-RESOURCE-1", .warning, "\(resource.kind.words) \(id)",
                "it is a part of \(parent), which is a part of it",
                advice: "Send the hierarchy again: until then it ends where it would begin anew.")
        ]
    }
}

extension ResourceKind {
    /// For people.
    var words: String {
        switch self {
        case .equipment: "equipment"
        case .equipmentClass: "equipment class"
        case .person: "person"
        case .personnelClass: "personnel class"
        case .physicalAsset: "physical asset"
        case .physicalAssetClass: "physical asset class"
        case .materialClass: "material class"
        case .materialDefinition: "material definition"
        case .materialLot: "material lot"
        case .materialSubLot: "sub-lot"
        }
    }
}
