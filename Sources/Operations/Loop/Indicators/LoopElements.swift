import Diagnostics

/// Elements of indicators that are not of the time of equipment, with the events that they rest on.
struct EvidencedElements {
    var elements = IndicatorElements.none
    var events: [Int] = []

    init(_ values: [IndicatorElement: Int] = [:], unit: QuantityUnit = .any, events: [Int] = []) {
        elements = IndicatorElements(values.mapValues { ExactDecimal($0) }, unit: unit)
        self.events = events
    }
}

extension IndicatorQuery {
    /// What has happened of the window.
    var past: Interval { (try? Interval(window.start, max(window.start, min(window.end, asOf)))) ?? window }

    func contains(_ instant: Instant) -> Bool { past.start <= instant && instant < past.end }
}

extension ActivityLoop {
    /// Requests that were due in the window, and those of them that were in time.
    func requestElements(_ query: IndicatorQuery) -> EvidencedElements {
        let due = state.requests.values.compactMap { entry -> (due: Instant, jobs: [JobEntry])? in
            guard let due = state.due(entry), query.contains(due) else { return nil }
            let jobs = entry.jobs.compactMap { state.jobs[$0] }
            // What the business took back was not due any more.
            guard !jobs.allSatisfy({ $0.state.isEnded && !$0.everRan }) else { return nil }
            return (due, jobs)
        }
        let onTime = due.filter { request in
            request.jobs.allSatisfy(\.state.isEnded)
                && request.jobs.compactMap(\.run.ended?.instant).max().map { $0 <= request.due } ?? false
        }
        return EvidencedElements(
            [.dueRequests: due.count, .onTimeRequests: onTime.count],
            events: due.flatMap { $0.jobs.flatMap(\.run.events) })
    }

    /// Lots that were inspected for the first time in the window, and those that passed everything then.
    func inspectionElements(_ query: IndicatorQuery) -> EvidencedElements {
        var (inspected, good) = (0, 0)
        var events: [Int] = []
        for tests in state.tests.values {
            let inspections = tests.filter { !$0.fact.isComplaint }
            guard let first = inspections.map(\.occurred.instant).min(), query.contains(first) else {
                continue
            }
            // One visit to the laboratory says several things.
            let visit = inspections.filter { $0.occurred.instant - first <= Self.visit }
            inspected += 1
            if visit.allSatisfy({ $0.verdict == .pass }) { good += 1 }
            events += visit.map(\.event)
        }
        return inspected == 0
            ? EvidencedElements() : EvidencedElements([.ip: inspected, .gp: good], events: events)
    }

    private static let visit = TimeSpan(milliseconds: 3_600_000)

    /// Complaints that were accepted, and lots that were delivered. Unknown as long as the settings name no place that
    /// means "delivered".
    func complaintElements(_ query: IndicatorQuery) -> EvidencedElements {
        let places = Set(settings.deliveryLocations.map(\.matchingKey))
        guard !places.isEmpty else { return EvidencedElements() }
        let complaints = state.tests.values.joined().filter {
            $0.fact.isComplaint && $0.verdict == .fail && query.contains($0.occurred.instant)
        }
        let deliveries = state.moves.filter {
            places.contains(Identifier($0.to.text).matchingKey) && query.contains($0.occurred.instant)
        }
        let delivered = Set(deliveries.map(\.lot))
        let late = state.tests.all.filter { delivered.contains($0.key) }.values.joined().filter {
            $0.fact.isComplaint && $0.verdict == .fail
        }
        return EvidencedElements(
            [
                .acceptedComplaints: complaints.count, .deliveredLots: delivered.count,
                .complaintsOfDelivered: Set(late.map(\.lot)).count,
            ], events: (complaints + late).map(\.event) + deliveries.map(\.event))
    }

    /// What was counted against the books, by the tolerance of the material's class.
    func countElements(_ query: IndicatorQuery) -> EvidencedElements {
        let inside = state.counts.filter { query.contains($0.occurred.instant) }
        let counts = inside.compactMap { count -> StockCount? in
            guard let book = count.book, book.unit == count.counted.unit else { return nil }
            return StockCount(
                event: EventNumber(count.event), state.stockClass(of: count.lot), book: book.value,
                counted: count.counted.value)
        }
        guard !counts.isEmpty, let elements = try? StockCount.elements(counts) else {
            return EvidencedElements()
        }
        var result = EvidencedElements(events: inside.map(\.event))
        result.elements = elements
        return result
    }

    /// Requests in process, over time: by Little's law their mean is the mean time of a request, in days, times what is
    /// completed in a day.
    func workInProcessElements(_ query: IndicatorQuery) -> EvidencedElements {
        var (time, output) = (Int64(0), Int64(0))
        var events: [Int] = []
        for entry in state.requests.values where entry.domain.profile.subject == .producedMaterial {
            let jobs = entry.jobs.compactMap { state.jobs[$0] }
            guard let start = jobs.compactMap(\.run.started?.instant).min() else { continue }
            let end = jobs.allSatisfy(\.state.isEnded) ? jobs.compactMap(\.run.ended?.instant).max() : nil
            guard start < query.past.end, (end ?? query.asOf) >= query.past.start else { continue }
            time += max(
                0, (min(end ?? query.past.end, query.past.end) - max(start, query.past.start)).milliseconds)
            if let end, query.contains(end) { output += 1 }
            events += jobs.flatMap(\.run.events)
        }
        guard !events.isEmpty else { return EvidencedElements() }
        var result = EvidencedElements(events: events)
        result.elements = IndicatorElements([.wipTime: ExactDecimal(time), .output: ExactDecimal(output)])
        return result
    }

    /// What the first jobs of requests have made.
    func firstOperationElements(_ query: IndicatorQuery) -> EvidencedElements {
        var result = EvidencedElements()
        for entry in state.requests.values where entry.domain.profile.subject == .producedMaterial {
            guard entry.jobs.count > 1, let job = entry.jobs.first.flatMap({ state.jobs[$0] }) else {
                continue
            }
            let made = job.goodAndScrap.filter { query.contains($0.at.instant) }
            for movement in made {
                guard let quantity = movement.quantity else { continue }
                result.elements =
                    result.elements + IndicatorElements([.firstPQ: quantity.value], unit: .one(quantity.unit))
                result.events += movement.event.map { [$0] } ?? []
            }
        }
        return result
    }

    /// The time and number of maintenance orders: corrective where they began while the equipment stood unplanned, or were
    /// asked for by a rule because it had.
    func maintenanceElements(on unit: String?, _ query: IndicatorQuery) -> EvidencedElements {
        var (planned, corrective) = (Int64(0), Int64(0))
        var (plannedOrders, orders) = (0, 0)
        var events: [Int] = []
        let begun = (unit.map { [$0] } ?? Array(state.workCentres.keys)).flatMap {
            state.workCentres[$0].map { Array($0.started) } ?? []
        }
        for job in begun.compactMap({ state.jobs[$0] }) where job.plan.domain.profile.subject == .asset {
            guard let started = job.run.started?.instant, query.contains(started) else { continue }
            let isCorrective =
                state.stoodUnplanned(job.workCentre, at: started) || state.followsUnplannedStop(job)
            let work = job.run.working(asOf: query.asOf).length.milliseconds
            if isCorrective { corrective += work } else { planned += work }
            orders += 1
            if !isCorrective { plannedOrders += 1 }
            events += job.run.events
        }
        guard orders > 0 else { return EvidencedElements() }
        var result = EvidencedElements([.plannedOrders: plannedOrders, .workOrders: orders], events: events)
        result.elements =
            result.elements
            + IndicatorElements([.pmt: ExactDecimal(planned), .cmt: ExactDecimal(corrective)])
        return result
    }

    /// The stock of a material over the window; nil when its lots have no common unit, or nothing is known.
    func stockElements(_ lots: [String], _ query: IndicatorQuery) -> EvidencedElements? {
        var (movements, events) = ([StockMovement](), [Int]())
        var units: Set<UnitOfMeasure?> = []
        let counted = Set(state.counts.map(\.event))
        for lot in lots {
            var before = ExactDecimal.zero
            for level in (state.stock[lot] ?? []).sorted(by: { ($0.at, $0.event) < ($1.at, $1.event) }) {
                guard let change = try? level.onHand.value.subtracting(before) else { return nil }
                before = level.onHand.value
                units.insert(level.onHand.unit)
                movements.append(
                    StockMovement(
                        event: EventNumber(level.event), at: level.at, change,
                        isIssue: change.isNegative && !counted.contains(level.event)))
                if query.contains(level.at) { events.append(level.event) }
            }
        }
        guard units.count == 1, let unit = units.first,
            let integral = try? StockIntegral.of(movements, window: query.past).value
        else { return nil }
        var result = EvidencedElements(events: events)
        result.elements = integral.elements(unit: unit)
        return result
    }

    /// The materials whose stock is known, with their lots.
    var materialsInStock: [(material: String, lots: [String])] {
        let known = state.stock.keys.sorted().compactMap { lot in
            state.lots[lot]?.lot.definitionID.map { (material: $0.matchingKey, lot: lot) }
        }
        return Dictionary(grouping: known, by: \.material).mapValues { $0.map(\.lot) }.sorted {
            $0.key < $1.key
        }
        .map { (material: $0.key, lots: $0.value) }
    }
}

extension LotTested {
    /// A customer said it.
    fileprivate var isComplaint: Bool { characteristic == "complaint" }
}

extension LoopState {
    /// The property `ABCClass` of the lot's material; C where nothing tells.
    func stockClass(of lot: String) -> StockCount.Class {
        let material = lots[lot]?.lot.definitionID.flatMap { materialDefinitions[$0.matchingKey] }
        let text = material?.properties.first { $0.id?.matchingKey == "ABCClass" }?.values.first?.text
        return text.flatMap { StockCount.Class(rawValue: $0) } ?? .c
    }

    fileprivate func followsUnplannedStop(_ job: JobEntry) -> Bool {
        guard let cause = requests[job.plan.request]?.cause else { return false }
        return workCentres.values.contains { centre in
            centre.stops.contains { !$0.planned && $0.events.contains(cause.event) }
        }
    }

    func stoodUnplanned(_ unit: String, at instant: Instant) -> Bool {
        (workCentres[unit]?.stops ?? []).contains { stop in
            !stop.planned && stop.time.start <= instant && stop.time.end.map { instant <= $0 } ?? true
        }
    }
}
