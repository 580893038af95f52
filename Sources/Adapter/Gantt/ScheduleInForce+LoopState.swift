package import Operations

extension ScheduleInForce {
    /// - Parameters:
    ///   - state: of the loop.
    ///   - site: what the plant is called.
    package init(_ state: LoopState, site: String) {
        let groups = state.hierarchyGroups
        self.init(
            site: site, revision: state.scheduleRevision,
            workCentres: state.workCentres.map { name, entry in
                WorkCentre(
                    name: name,
                    group: state.resourceRegister.ancestors(of: name, .equipment).first ?? groups[name]
                        ?? Self.group(inName: name),
                    calendar: state.calendar(of: name),
                    stops: entry.stops)
            },
            jobs: state.jobs.values.map { ScheduledJob($0, state) })
    }

    /// A name such as `LINE-3/M1` says it itself.
    private static func group(inName name: String) -> String? {
        guard let slash = name.lastIndex(of: "/"), slash > name.startIndex else { return nil }
        return String(name[..<slash])
    }
}

extension ScheduledJob {
    fileprivate init(_ entry: JobEntry, _ state: LoopState) {
        let request = state.requests[entry.plan.request]
        self.init(
            id: entry.plan.id, request: entry.plan.request, arrival: request?.arrival ?? 0,
            path: entry.plan.path, product: state.product(of: entry.plan.id), domain: entry.plan.domain,
            workCentre: entry.workCentre, state: entry.state, planned: entry.planned,
            setup: entry.planned?.setup,
            actual: entry.run.started.map {
                OpenInterval(start: $0.instant, end: entry.run.ended?.instant)
            },
            interruptions: entry.run.interruptions.map(\.time),
            due: entry.plan.latestEnd?.instant ?? request?.request.endTime?.instant,
            promise: request.flatMap { state.promise(of: $0) })
    }
}

extension LoopState {
    /// The latest end of its jobs, as it was or is planned; nil while an open one has no place.
    fileprivate func promise(of request: RequestEntry) -> Instant? {
        var latest: Instant?
        for job in request.jobs.compactMap({ jobs[$0] }) {
            guard let end = job.run.ended?.instant ?? job.planned?.end else {
                if job.state.isEnded { continue }
                return nil
            }
            latest = latest.map { max($0, end) } ?? end
        }
        return latest
    }

    /// The first material that a job is to make, and how much.
    fileprivate func product(of job: String) -> String? {
        guard let order = jobOrder(job) else { return nil }
        let use = MaterialUse.known(order.domain.profile.producedUse)
        let materials = order.segment.allMaterials + order.inheritedMaterials
        guard let made = materials.first(where: { $0.use == use }), let name = made.definitionIDs.first
        else { return nil }
        guard let quantity = made.quantities.first else { return name.matchingKey }
        let unit = quantity.unit.map { " \($0)" } ?? ""
        return "\(name.matchingKey) \(quantity.value.lexicalForm)\(unit)"
    }

    /// By equipment, what it is a part of, as the requests' hierarchy scopes say it.
    fileprivate var hierarchyGroups: [String: String] {
        var groups: [String: String] = [:]
        func walk(_ scope: HierarchyScope) {
            for child in scope.child {
                groups[child.equipmentID.matchingKey] = scope.equipmentID.matchingKey
                walk(child)
            }
        }
        for entry in requests.values.sorted(by: { $0.arrival < $1.arrival }) {
            let segments = entry.request.segments.flatMap(\.scopes)
            for scope in segments + [entry.request.hierarchyScope].compactMap(\.self) { walk(scope) }
        }
        return groups
    }
}

extension SegmentRequirement {
    fileprivate var scopes: [HierarchyScope] {
        [hierarchyScope].compactMap(\.self) + materials.compactMap(\.hierarchyScope)
            + children.flatMap(\.scopes)
    }
}
