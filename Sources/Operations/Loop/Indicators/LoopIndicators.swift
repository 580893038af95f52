package import Diagnostics

/// Which indicators are wanted, and of what time.
package struct IndicatorQuery: Hashable, Sendable {
    package var window: Interval
    package var asOf: Instant
    /// Nil: all equipment, and the site.
    package var scope: String?
    package var domain: DomainKind?
    /// Also those of which something was not collected.
    package var includesUnknown = false

    package init(
        window: Interval, asOf: Instant, scope: String? = nil, domain: DomainKind? = nil,
        includesUnknown: Bool = false
    ) {
        self.window = window
        self.asOf = asOf
        self.scope = scope
        self.domain = domain
        self.includesUnknown = includesUnknown
    }
}

extension ActivityLoop {
    /// What the scope of the whole site is called.
    package static let siteScope = "site"

    /// The indicators of each piece of equipment, of what it is a part of, of the site, and of its materials, in this
    /// order, each in the order of ISO 22400-2. A line's are those of its equipment together, from sums and never from
    /// ratios; the site has besides what is counted only once for all.
    package func indicators(_ query: IndicatorQuery) -> Checked<[IndicatorValue]> {
        var values: [IndicatorValue] = []
        var findings: [Finding] = []
        let histories = units(of: query.scope).map { unit in
            (unit, WorkUnitHistory(of: unit, in: self, window: query.window, asOf: query.asOf))
        }
        for (unit, history) in histories where query.scope == nil || query.scope == unit {
            findings += history.findings
            values += indicators(of: [(unit, history)], scope: unit, query)
        }
        for line in state.lines where query.scope == nil || query.scope == line.name {
            let units = histories.filter { line.units.contains($0.0) }
            values += indicators(of: units, scope: line.name, query)
        }
        if query.scope == nil || query.scope == Self.siteScope {
            values += siteIndicators(histories.map(\.1), query)
        }
        values += materialIndicators(query)
        return Checked(values, findings + values.flatMap(\.findings).filter { $0.severity > .note })
    }

    private func units(of scope: String?) -> [String] {
        guard let scope, scope != Self.siteScope else { return state.workCentres.keys.sorted() }
        return state.workCentres(of: scope)
    }

    private func indicators(
        of units: [(String, WorkUnitHistory)], scope: String, _ query: IndicatorQuery
    ) -> [IndicatorValue] {
        var context = units.map(\.1.sum).reduce(.zero, +).context(
            scope: Identifier(scope), window: query.window)
        context.evidence = .events(Set(units.flatMap(\.1.events)).sorted().map { EventNumber($0) })
        let elements = units.reduce(IndicatorElements.none) { total, unit in
            total + unit.1.elements + maintenanceElements(on: unit.0, query).elements
        }
        return values(elements, context, query)
    }

    /// What is counted only once for all is no matter of the units in which the equipment counts.
    private func siteIndicators(_ histories: [WorkUnitHistory], _ query: IndicatorQuery) -> [IndicatorValue] {
        let first = firstOperationElements(query)
        let maintenance = maintenanceElements(on: nil, query)
        var equipment = EvidencedElements(
            events: histories.flatMap(\.events) + first.events + maintenance.events)
        equipment.elements = histories.reduce(first.elements + maintenance.elements) { $0 + $1.elements }
        var context = histories.map(\.sum).reduce(.zero, +).context(
            scope: Identifier(Self.siteScope), window: query.window)
        var values: [KeyPerformanceIndicator.ID: IndicatorValue] = [:]
        for part in [
            equipment, requestElements(query), inspectionElements(query), complaintElements(query),
            countElements(query), workInProcessElements(query),
        ] {
            context.evidence = .events(Set(part.events).sorted().map { EventNumber($0) })
            for value in self.values(part.elements, context, query) {
                let isBetter = values[value.kpi].map { $0.value == nil && $0.numerator == nil } ?? true
                if isBetter { values[value.kpi] = value }
            }
        }
        return KeyPerformanceIndicator.table.compactMap { values[$0.id] }
    }

    private func values(
        _ elements: IndicatorElements, _ context: IndicatorContext, _ query: IndicatorQuery
    ) -> [IndicatorValue] {
        KeyPerformanceIndicator.table.filter { query.domain == nil || $0.domain == query.domain }.compactMap {
            indicator in
            let wanted = settings.indicatorVariants[indicator.id].flatMap(indicator.variant)
            let variant =
                wanted ?? indicator.variants.first { isCollected($0, elements) } ?? indicator.variants[0]
            guard query.includesUnknown || isCollected(variant, elements) else { return nil }
            return indicator.value(variant, of: elements, context)
        }
    }

    private func isCollected(_ variant: KeyPerformanceIndicator.Variant, _ elements: IndicatorElements)
        -> Bool
    {
        variant.formula.elements.allSatisfy { elements.number($0) != nil }
    }

    private func materialIndicators(_ query: IndicatorQuery) -> [IndicatorValue] {
        // Of what is not collected, the equipment and the site tell.
        var query = query
        query.includesUnknown = false
        return materialsInStock.filter { query.scope == nil || query.scope == $0.material }.flatMap {
            material, lots -> [IndicatorValue] in
            guard let part = stockElements(lots, query) else { return [] }
            let context = IndicatorContext(
                scope: Identifier(material), window: query.window, provisional: query.asOf < query.window.end,
                evidence: .events(part.events.map { EventNumber($0) }))
            return values(part.elements, context, query)
        }
    }
}
