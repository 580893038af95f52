/// Breaks a request into the steps that are dispatched one by one.
///
/// On each branch of the nested segments the outermost one that names a process segment is a step, with all
/// that is below it; a branch that names none gives its leaf. What the segments above a step want produced
/// goes with each step below.
package enum JobBreakdown {
    package struct Step: Hashable, Sendable {
        package var segment: SegmentRequirement
        package var position: [Int]
        package var path: [String]
        /// The segments above, outermost first.
        package var ancestors: [SegmentRequirement]

        package var segmentRequirementIDs: [Identifier] {
            (ancestors + [segment]).compactMap(\.id).filter { !$0.isBlank }
        }

        package var inheritedMaterials: [MaterialRequirement] {
            ancestors.flatMap(\.materials).filter { $0.use?.isProducing ?? false }
        }
    }

    /// In the order of the document, which is the order of work unless a definition says otherwise, see
    /// ``RequestDependencies``.
    package static func steps(of request: OperationsRequest) -> [Step] {
        var steps: [Step] = []
        walk(request.segments, position: [], path: [], ancestors: [], into: &steps)
        return steps
    }

    private static func walk(
        _ segments: [SegmentRequirement], position: [Int], path: [String], ancestors: [SegmentRequirement],
        into steps: inout [Step]
    ) {
        let names = names(of: segments)
        for (index, segment) in segments.enumerated() {
            let position = position + [index]
            let path = path + [names[index]]
            let isStep = segment.children.isEmpty || segment.processSegmentID.map { !$0.isBlank } ?? false
            if isStep {
                steps.append(Step(segment: segment, position: position, path: path, ancestors: ancestors))
            } else {
                walk(
                    segment.children, position: position, path: path, ancestors: ancestors + [segment],
                    into: &steps)
            }
        }
    }

    /// What the siblings are called: by ID, else by process segment; where that is missing or not unique,
    /// with the place among the siblings, counted from 1.
    static func names(of siblings: [SegmentRequirement]) -> [String] {
        let names = siblings.map { segment in
            [segment.id, segment.processSegmentID].lazy.compactMap { $0?.matchingKey }.first { !$0.isEmpty }
                ?? ""
        }
        let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
        return names.enumerated().map { index, name in
            name.isEmpty || (counts[name] ?? 0) > 1 ? "\(name)#\(index + 1)" : name
        }
    }
}

extension Open where Known == KnownMaterialUse {
    /// Whether it puts material into the world, in any domain.
    var isProducing: Bool {
        known.map { use in DomainKind.allCases.contains { $0.profile.producingUses.contains(use) } } ?? false
    }
}

extension SegmentRequirement {
    /// Its materials and those of all segments below it.
    package var allMaterials: [MaterialRequirement] {
        materials + children.flatMap(\.allMaterials)
    }

    /// Itself and all segments below it, outer ones first.
    var withDescendants: [SegmentRequirement] {
        [self] + children.flatMap(\.withDescendants)
    }
}

extension OperationsRequest {
    /// The segment at a position, with the ones above it; nil when there is none.
    func segment(at position: [Int]) -> (segment: SegmentRequirement, ancestors: [SegmentRequirement])? {
        var level = segments
        var found: SegmentRequirement?
        var ancestors: [SegmentRequirement] = []
        for index in position {
            if let found { ancestors.append(found) }
            guard level.indices.contains(index) else { return nil }
            found = level[index]
            level = level[index].children
        }
        return found.map { ($0, ancestors) }
    }

    /// A request that leaves the work to its definition, with the definition's steps as its segments, and with as
    /// much to begin as makes up for the scrap that they are planned with.
    func expanded(by definition: OperationsDefinition) -> OperationsRequest {
        func requirement(_ step: OperationsSegment) -> SegmentRequirement {
            SegmentRequirement(
                processSegmentID: step.processSegmentIDs.first, operationsDefinitionID: definition.id,
                operationsSegmentID: step.id, duration: step.duration, parameters: step.parameters,
                personnel: step.personnel.map {
                    PersonnelRequirement(
                        classIDs: $0.classIDs, personIDs: $0.personIDs, use: $0.use, quantities: $0.quantities
                    )
                },
                equipment: step.equipment.map {
                    EquipmentRequirement(
                        classIDs: $0.classIDs, equipmentIDs: $0.equipmentIDs, level: $0.level, use: $0.use,
                        quantities: $0.quantities)
                },
                materials: step.materials.map {
                    MaterialRequirement(
                        classIDs: $0.classIDs, definitionIDs: $0.definitionIDs, use: $0.use,
                        quantities: $0.quantities)
                },
                children: step.children.map(requirement))
        }
        var copy = self
        copy.segments = definition.allowingForScrap().segments.map(requirement)
        return copy
    }
}
