extension LoopState {
    /// What became of a request so far, for the business; nil when it is not known.
    ///
    /// One segment response for each job, in the order of work. Amounts are added up exactly for each
    /// material, lot, use and unit. No identifiers are made up: what has none is told apart by the request
    /// and the segment that it answers.
    package func performance(of request: String, replacing changed: JobEntry? = nil)
        -> OperationsPerformance?
    {
        guard let entry = requests[request] else { return nil }
        let jobs = entry.jobs.compactMap { $0 == changed?.plan.id ? changed : self.jobs[$0] }
        let type = OperationsType(entry.domain)
        let start = jobs.compactMap(\.run.started).min()
        let allEnded = jobs.allSatisfy(\.state.isEnded)
        let end = allEnded ? jobs.compactMap(\.run.ended).max() : nil
        let state = Self.requestState(of: jobs).responseState
        let definition = entry.request.operationsDefinitionID
        let response = OperationsResponse(
            operationsType: type, startTime: start, endTime: end,
            hierarchyScope: entry.request.hierarchyScope,
            requestIDs: entry.request.id.map { [$0] } ?? [], definitionIDs: definition.map { [$0] } ?? [],
            state: state, segments: jobs.map { segmentResponse($0, of: entry) })
        return OperationsPerformance(
            operationsType: type, startTime: start, endTime: end,
            hierarchyScope: entry.schedule?.hierarchyScope, scheduleID: entry.schedule?.id, state: state,
            responses: [response])
    }

    private func segmentResponse(_ job: JobEntry, of request: RequestEntry) -> SegmentResponse {
        let plan = job.plan
        let segment = request.request.segment(at: plan.position)?.segment
        return SegmentResponse(
            operationsType: OperationsType(request.domain), actualStart: job.run.started,
            actualEnd: job.run.ended, hierarchyScope: segment?.hierarchyScope,
            processSegmentIDs: plan.processSegmentID.map { [$0] } ?? [],
            requestIDs: request.request.id.map { [$0] } ?? [],
            segmentRequirementIDs: plan.segmentRequirementIDs,
            definitionIDs: segment?.operationsDefinitionID.map { [$0] } ?? [],
            operationsSegmentIDs: segment?.operationsSegmentID.map { [$0] } ?? [],
            state: job.state.responseState, data: job.run.data,
            personnel: job.run.persons.map { PersonnelActual(personIDs: [$0]) },
            equipment: equipmentActuals(job), materials: job.run.movements.materialActuals)
    }

    /// What the records named, else, for a job that ran, where it was planned.
    private func equipmentActuals(_ job: JobEntry) -> [EquipmentActual] {
        let named = job.run.equipment.map { EquipmentActual(equipmentIDs: [$0]) }
        guard named.isEmpty, job.everRan, job.workCentre != WorkCentre.unassignedName else { return named }
        return [EquipmentActual(equipmentIDs: [Identifier(job.workCentre)])]
    }

    /// The material that a job is there to make: its own, else that of the segments above; nil unless there
    /// is exactly one.
    func product(of job: String) -> Identifier? {
        let products = productRequirements(of: job).flatMap(\.definitionIDs)
        return Set(products.map(\.matchingKey)).count == 1 ? products.first : nil
    }

    /// How much a job is to make, when that is one amount of one unit.
    func plannedQuantity(of job: String) -> Quantity? {
        let quantities = productRequirements(of: job).compactMap(\.quantities.first)
        return (try? quantities.sum()) ?? nil
    }

    func productRequirements(of job: String) -> [MaterialRequirement] {
        guard let order = jobOrder(job) else { return [] }
        let product = MaterialUse.known(order.domain.profile.producedUse)
        let own = order.segment.allMaterials.filter { $0.use == product }
        return own.isEmpty ? order.inheritedMaterials.filter { $0.use == product } : own
    }
}

extension KnownRequestState {
    var responseState: ResponseState {
        switch self {
        case .forecast, .released, .waiting: .known(.waiting)
        case .ready: .known(.ready)
        case .running: .known(.running)
        case .completed: .known(.completed)
        case .aborted, .cancelled: .known(.aborted)
        case .held: .known(.held)
        case .suspended: .known(.suspended)
        case .closed: .known(.closed)
        }
    }
}

extension [Movement] {
    private struct Group: Hashable {
        let use: MaterialUse
        let material: Identifier?
        let lot: Identifier?
        let subLot: Identifier?
        let unit: UnitOfMeasure?
    }

    /// One actual for each material, lot, sub-lot, use and unit, in the order of the first record. An amount
    /// that cannot be added exactly starts a line of its own.
    fileprivate var materialActuals: [MaterialActual] {
        var lines: [(group: Group, quantity: Quantity?)] = []
        var last: [Group: Int] = [:]
        for movement in self {
            let group = Group(
                use: movement.use, material: movement.material, lot: movement.lot, subLot: movement.subLot,
                unit: movement.quantity?.unit)
            if let index = last[group], let total = lines[index].quantity, let more = movement.quantity,
                let sum = try? total.adding(more)
            {
                lines[index].quantity = sum
            } else {
                last[group] = lines.count
                lines.append((group, movement.quantity))
            }
        }
        return lines.map { group, quantity in
            MaterialActual(
                definitionIDs: group.material.map { [$0] } ?? [], lotIDs: group.lot.map { [$0] } ?? [],
                subLotIDs: group.subLot.map { [$0] } ?? [], use: group.use,
                quantities: quantity.map { [$0] } ?? [])
        }
    }
}
