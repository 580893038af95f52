extension LotGraph {
    package subscript(_ id: LotID) -> LotNode { node(id.rawValue) }

    /// The node of the lot or sub-lot as first made, or of the version named.
    package func id(of reference: LotReference) -> LotID? {
        let version = reference.version ?? 1
        guard version > 0 else { return nil }
        return find(reference.lot, reference.subLot, version: version).map(LotID.init(rawValue:))
    }

    /// The node of what a job has in process, as first made.
    package func id(ofWorkIn job: Identifier) -> LotID? {
        find(work: job).map(LotID.init(rawValue:))
    }

    package func material(of id: LotID) -> Identifier? {
        word(at: materials[Int(id.rawValue)])
    }

    /// What was told of one lot, and is meant by its name alone: the lot, its versions, and its sub-lots with
    /// theirs; of a sub-lot itself and its versions. In the order of first mention.
    package func parts(of reference: LotReference) throws(GenealogyError) -> [LotID] {
        guard let id = id(of: reference) else { throw .unknownLot(reference) }
        var nodes = [id.rawValue]
        if reference.version == nil {
            nodes += (versions[id.rawValue] ?? []).map(\.node)
            if reference.subLot == nil { nodes += children[id.rawValue] ?? [] }
        }
        return Set(nodes).sorted().map(LotID.init(rawValue:))
    }

    /// The transformation that was appended as this one, counted from 0; without what only the ledger keeps.
    package func transformation(at position: Int) -> Transformation? {
        guard (0..<transformationCount).contains(position) else { return nil }
        return transformation(Int32(position))
    }

    package func transformation(named id: Identifier) -> Transformation? {
        stepNames.find(id.matchingKey).map(transformation)
    }

    /// In the order of appending.
    package var transformations: some Sequence<Transformation> {
        (0..<Int32(transformationCount)).lazy.map { self.transformation($0) }
    }

    func transformation(_ step: Int32) -> Transformation {
        let position = Int(step)
        let circumstance = circumstanceValues[Int(circumstances[position])]
        var result = Transformation(
            id: id(of: step), circumstance.kind, at: ends[position], started: start(of: step),
            job: job(of: step), equipment: word(at: circumstance.equipment),
            person: word(at: circumstance.person),
            definitionVersion: word(at: circumstance.definitionVersion),
            partner: word(at: circumstance.partner))
        result.inputs = inputPositions(of: step).compactMap(amount)
        result.outputs = outputPositions(of: step).compactMap(amount)
        result.losses = lossPositions(of: step).compactMap { position in
            guard let quantity = amounts.quantity(position) else { return nil }
            return Loss(quantity, reason: amounts.use(position).map { Identifier($0.description) })
        }
        return result
    }

    /// Nil for the work in process that is meant though not named.
    private func amount(_ position: Int) -> LotAmount? {
        let node = amounts.nodes[position]
        guard case .lot(let reference) = self.node(node) else { return nil }
        return LotAmount(
            reference, amounts.quantity(position), use: amounts.use(position),
            material: word(at: materials[Int(node)]))
    }

    func id(of step: Int32) -> Identifier {
        Identifier(stepNames.text(step))
    }

    func job(of step: Int32) -> Identifier? {
        let job = stepJobs[Int(step)]
        return job < 0 ? nil : Identifier(jobs.text(job))
    }

    func start(of step: Int32) -> Instant? {
        let position = Int(step)
        guard position < lengths.count, lengths[position] >= 0 else { return nil }
        return ends[position] + TimeSpan(milliseconds: -lengths[position])
    }

    func kind(of step: Int32) -> Transformation.Kind {
        circumstanceValues[Int(circumstances[Int(step)])].kind
    }

    func word(at number: Int32) -> Identifier? {
        number < 0 ? nil : Identifier(words.text(number))
    }

    /// Whether a transformation of the same name says the same of all that is kept here.
    func says(_ told: Transformation, _ step: Int32) -> Bool {
        let kept = transformation(step)
        return kept.kind == told.kind && kept.at == told.at && kept.started == told.started
            && Self.same(kept.job, told.job) && Self.same(kept.equipment, told.equipment)
            && Self.same(kept.person, told.person) && Self.same(kept.partner, told.partner)
            && Self.same(kept.definitionVersion, told.definitionVersion)
            && Self.same(kept.inputs, told.inputs) && Self.same(kept.outputs, told.outputs)
            && kept.losses.map(\.quantity.value) == told.losses.map(\.quantity.value)
    }

    private static func same(_ kept: Identifier?, _ told: Identifier?) -> Bool {
        kept?.text ?? "" == told?.matchingKey ?? ""
    }

    private static func same(_ kept: [LotAmount], _ told: [LotAmount]) -> Bool {
        kept.count == told.count
            && zip(kept, told).allSatisfy { kept, told in
                same(kept.lot.lot, told.lot.lot) && same(kept.lot.subLot, told.lot.subLot)
                    && (told.lot.version == nil || told.lot.version ?? 1 == kept.lot.version ?? 1)
                    && kept.quantity?.value == told.quantity?.value
                    && kept.quantity?.unit == told.quantity?.unit && kept.use == told.use
            }
    }
}

extension LotGraph: Hashable {
    /// By what was appended, in which order.
    package static func == (left: LotGraph, right: LotGraph) -> Bool {
        left.names == right.names && left.stepNames == right.stepNames && left.starts == right.starts
            && left.outputStarts == right.outputStarts && left.ends == right.ends
            && left.lengths == right.lengths && left.circumstances == right.circumstances
            && left.circumstanceValues == right.circumstanceValues && left.words == right.words
            && left.stepJobs == right.stepJobs && left.jobs == right.jobs && left.amounts == right.amounts
            && left.materials == right.materials && left.versions == right.versions
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(names)
        hasher.combine(stepNames)
        hasher.combine(amounts)
    }
}
