/// A job that may start is planned to begin soon, and takes a material; or takes none.
package struct JobDueSoon: EventPayload {
    package static let typeName = "job.dueSoon"
    package static let activity = Activity.dispatching
    package static func fact(_ payload: Self) -> Fact { .jobDueSoon(payload) }

    package var job: String
    package var starts: Instant
    package var material: String?
    /// The loop's key of the lot that it names.
    package var lot: String?
    package var quantity: Quantity?
}

extension LoopState {
    mutating func apply(_ fact: JobDueSoon) {
        jobs[fact.job]?.isAnnounced = true
    }
}

extension ActivityLoop {
    /// Every job that begins within a time, once: one event for each material that it takes.
    func announce(within time: TimeSpan, _ context: Context) -> Decision {
        let limit = context.now + time
        let soon = state.openJobs.compactMap { state.jobs[$0] }.filter { entry in
            entry.state.isAllowedToStart && !entry.isAnnounced
                && (entry.planned.map { $0.start <= limit } ?? false)
        }.sorted { LoopState.inOrderOfPlan($0, $1) }
        let events = soon.flatMap { announcements(of: $0, context.of($0.plan.domain)) }
        return Decision(events.isEmpty ? .unchanged : .applied, events: events)
    }

    private func announcements(of entry: JobEntry, _ context: Context) -> [Event] {
        let starts = entry.planned?.start ?? context.now
        let taken = (state.jobOrder(entry.plan.id)?.segment.allMaterials ?? []).filter {
            $0.use?.isProducing != true && !($0.definitionIDs.isEmpty && $0.lotIDs.isEmpty)
        }
        let facts = taken.map { material in
            let id = material.definitionIDs.first
            let lot = material.lotIDs.first.map { state.lotKey(lot: $0, material: id) }
            let name = id ?? lot.flatMap { state.lots[$0]?.lot.definitionID }
            return JobDueSoon(
                job: entry.plan.id, starts: starts, material: name?.matchingKey, lot: lot,
                quantity: material.quantities.first)
        }
        let all = facts.isEmpty ? [JobDueSoon(job: entry.plan.id, starts: starts)] : facts
        return all.map { context.event(.jobDueSoon($0)) }
    }
}
