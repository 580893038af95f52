/// How a new message about a request relates to what is known.
package struct RevisionStamp: Codable, Hashable, Sendable {
    /// When the message was made, when the object was published, and the sender's version: compared in this
    /// order.
    package var created: Instant?
    package var published: Instant?
    package var version: Identifier?

    package init(created: Instant? = nil, published: Instant? = nil, version: Identifier? = nil) {
        self.created = created
        self.published = published
        self.version = version
    }

    /// By the first of the three that both have and that differs; versions as numbers where both are, else as
    /// texts.
    package func isOlder(than other: RevisionStamp) -> Bool {
        if let mine = created, let theirs = other.created, mine != theirs { return mine < theirs }
        if let mine = published, let theirs = other.published, mine != theirs { return mine < theirs }
        guard let mine = version?.matchingKey, let theirs = other.version?.matchingKey else { return false }
        if let left = try? ExactDecimal(parsing: mine), let right = try? ExactDecimal(parsing: theirs) {
            return left < right
        }
        return mine < theirs
    }
}

extension OperationsRequest {
    /// With the parts that a `change` brings; what it leaves out stays. Segments are matched by their names
    /// among their siblings and replaced whole; new ones come last.
    func changed(by change: OperationsRequest) -> OperationsRequest {
        var result = self
        if !change.descriptions.isEmpty { result.descriptions = change.descriptions }
        result.version = change.version ?? version
        result.operationsType = change.operationsType ?? operationsType
        result.startTime = change.startTime ?? startTime
        result.endTime = change.endTime ?? endTime
        result.priority = change.priority ?? priority
        result.hierarchyScope = change.hierarchyScope ?? hierarchyScope
        result.state = change.state ?? state
        result.operationsDefinitionID = change.operationsDefinitionID ?? operationsDefinitionID
        result.operationsDefinitionVersion = change.operationsDefinitionVersion ?? operationsDefinitionVersion
        result.operationsSegmentID = change.operationsSegmentID ?? operationsSegmentID
        let names = JobBreakdown.names(of: segments)
        for (name, segment) in zip(JobBreakdown.names(of: change.segments), change.segments) {
            if let index = names.firstIndex(of: name) {
                result.segments[index] = segment
            } else {
                result.segments.append(segment)
            }
        }
        return result
    }

    /// What would change besides material quantities becoming smaller; nil when nothing would. The version
    /// and the state word of the message may differ.
    func differenceBeyondReduction(to new: OperationsRequest) -> String? {
        func bare(_ request: OperationsRequest) -> OperationsRequest {
            var request = request
            request.version = nil
            request.state = nil
            request.segments = request.segments.map { segment in
                segment.mappingQuantities { quantity in
                    var quantity = quantity
                    quantity.value = .zero
                    return quantity
                }
            }
            return request
        }
        guard bare(self) == bare(new) else { return "more than quantities would change" }
        let pairs = zip(materialQuantities, new.materialQuantities)
        guard let grown = pairs.first(where: { $0.value < $1.value }) else { return nil }
        return "a quantity would grow from \(grown.0.value) to \(grown.1.value)"
    }

    /// Of all materials of all segments, in the order of the document.
    var materialQuantities: [Quantity] {
        segments.flatMap(\.allMaterials).flatMap(\.allQuantities)
    }
}

extension MaterialRequirement {
    fileprivate var allQuantities: [Quantity] {
        quantities + assembly.flatMap(\.allQuantities)
    }

    fileprivate func mappingQuantities(_ transform: (Quantity) -> Quantity) -> MaterialRequirement {
        var copy = self
        copy.quantities = quantities.map(transform)
        copy.assembly = assembly.map { $0.mappingQuantities(transform) }
        return copy
    }
}

extension SegmentRequirement {
    fileprivate func mappingQuantities(_ transform: (Quantity) -> Quantity) -> SegmentRequirement {
        var copy = self
        copy.materials = materials.map { $0.mappingQuantities(transform) }
        copy.children = children.map { $0.mappingQuantities(transform) }
        return copy
    }
}
