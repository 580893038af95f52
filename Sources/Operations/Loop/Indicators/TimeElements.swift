/// What a work centre did with the time of a window, and what came out: the elements of ISO 22400-2.
///
/// Every planned millisecond is in exactly one of `apt`, `adet` and `adot`: `pbt = apt + adet + adot`. Set-up
/// is not reported by the floor and counts as production, so `aupt = apt`.
package struct TimeElements: Hashable, Sendable {
    package var window: Interval
    /// Planned operation time: what the calendar plans.
    package var pot: TimeSpan
    /// Planned down time: planned stops within it.
    package var pdot: TimeSpan
    /// Planned busy time: `pot - pdot`.
    package var pbt: TimeSpan
    /// Actual production time: a job runs and the equipment is not down.
    package var apt: TimeSpan
    /// Actual unit delay time: a job is registered but interrupted, or the equipment is down.
    package var adet: TimeSpan
    /// Actual down or idle time without a job.
    package var adot: TimeSpan
    /// Jobs were running outside of what the calendar plans; in none of the others.
    package var outsidePlan: TimeSpan
    /// Produced quantity, good and scrap: `pq = gq + sq`. Nil when there are units that cannot be added.
    package var gq: Quantity?
    package var sq: Quantity?
    package var pq: Quantity?
    /// Planned run time of what was produced, in milliseconds: the sum of `PRU × PQ`.
    package var plannedRunTime: ExactDecimal
    /// The part of the produced movements for which a planned run time is known, and all of them.
    package var measuredMovements: Int
    package var movements: Int
    /// Whether something had not ended when this was calculated.
    package var provisional: Bool
    /// The units that could not be added.
    package var mixedUnits: Bool
}

extension ActivityLoop {
    /// The elements of a work centre over a window, as known at `asOf`: what has not ended then counts up to
    /// it.
    ///
    /// Nothing is counted after `asOf`. Counts belong to the window that contains the time of their record.
    package func timeElements(of workCentre: String, window: Interval, asOf: Instant) -> TimeElements {
        let centre = state.workCentres[workCentre] ?? WorkCentreEntry()
        let jobs = centre.started.compactMap { state.jobs[$0] }
        let end = max(window.start, min(window.end, asOf))
        let past = (try? Interval(window.start, end)) ?? window
        let whole = IntervalSet([past])
        let planned = state.calendar(of: workCentre).working(in: past)
        let plannedDown = planned.intersection(Self.stops(centre, planned: true, asOf))
        let busy = planned.subtracting(plannedDown)
        let registered = IntervalSet(jobs.flatMap { $0.run.span(asOf: asOf).intervals }).intersection(whole)
        let working = IntervalSet(jobs.flatMap { $0.run.working(asOf: asOf).intervals }).intersection(whole)
        let producing = busy.intersection(working).subtracting(Self.stops(centre, planned: false, asOf))
        let delayed = busy.intersection(registered).subtracting(producing)
        let isOpen =
            centre.stops.contains { $0.time.end.map { $0 > asOf } ?? true && $0.time.start < window.end }
            || jobs.contains { $0.run.isOpen(asOf: asOf, before: window.end) }
        var elements = TimeElements(
            window: window, pot: planned.length, pdot: plannedDown.length, pbt: busy.length,
            apt: producing.length,
            adet: delayed.length, adot: busy.subtracting(producing).subtracting(delayed).length,
            outsidePlan: working.subtracting(planned).length, gq: nil, sq: nil, pq: nil,
            plannedRunTime: .zero,
            measuredMovements: 0, movements: 0, provisional: isOpen || asOf < window.end, mixedUnits: false)
        count(jobs, in: past, &elements)
        return elements
    }

    private static func stops(_ centre: WorkCentreEntry, planned: Bool, _ asOf: Instant) -> IntervalSet {
        IntervalSet(centre.stops.filter { $0.planned == planned }.compactMap { $0.time.interval(asOf: asOf) })
    }

    /// Only what the work centre is there to make: by-products and co-products are not counted.
    private func count(_ jobs: [JobEntry], in window: Interval, _ elements: inout TimeElements) {
        var (good, scrap): ([Quantity], [Quantity]) = ([], [])
        for job in jobs {
            let product = MaterialUse.known(job.plan.domain.profile.producedUse)
            for movement in job.run.movements {
                guard movement.at.instant >= window.start, movement.at.instant < window.end,
                    let quantity = movement.quantity
                else { continue }
                switch movement.direction {
                case .produced where movement.use == product: good.append(quantity)
                case .scrapped: scrap.append(quantity)
                default: continue
                }
                elements.movements += 1
                guard let time = plannedRunTime(of: quantity, job),
                    let sum = try? elements.plannedRunTime.adding(time)
                else { continue }
                elements.plannedRunTime = sum
                elements.measuredMovements += 1
            }
        }
        do throws(QuantityError) {
            let unit = (good + scrap).first?.unit
            elements.gq = try good.sum() ?? Quantity(.zero, unit)
            elements.sq = try scrap.sum() ?? Quantity(.zero, unit)
            elements.pq = try (good + scrap).sum() ?? Quantity(.zero, unit)
        } catch {
            elements.mixedUnits = true
        }
    }

    /// `PRU × quantity` in milliseconds: the planned duration shared among the planned amount. Nil when
    /// either is not known or the units differ.
    private func plannedRunTime(of quantity: Quantity, _ job: JobEntry) -> ExactDecimal? {
        let (duration, source) =
            job.planned.map { ($0.duration, $0.durationSource) }
            ?? self.duration(of: job.plan, at: job.run.started?.instant ?? quantityTime(job))
        guard source != .setting, let wanted = state.plannedQuantity(of: job.plan.id),
            wanted.unit == quantity.unit,
            !wanted.value.isZero,
            let product = try? ExactDecimal(duration.milliseconds).multiplied(by: quantity.value)
        else { return nil }
        return try? product.divided(by: wanted.value, scale: 6, rounding: .halfToEven)
    }

    private func quantityTime(_ job: JobEntry) -> Instant {
        job.run.movements.first?.at.instant ?? Instant(milliseconds: 0)
    }
}

extension LoopState {
    /// How much a job is to make, when that is one amount of one unit.
    func plannedQuantity(of job: String) -> Quantity? {
        let quantities = productRequirements(of: job).compactMap(\.quantities.first)
        return (try? quantities.sum()) ?? nil
    }
}

extension JobRun {
    fileprivate func isOpen(asOf: Instant, before end: Instant) -> Bool {
        guard let started, started.instant < end else { return false }
        return ended.map { $0.instant > asOf } ?? true
    }
}
