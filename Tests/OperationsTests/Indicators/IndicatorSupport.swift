import Testing

@testable import Operations

typealias KPI = KeyPerformanceIndicator

extension IndicatorContext {
    /// The first eight hours of the tests' time.
    static func shift(_ scope: Identifier = "M1") throws -> IndicatorContext {
        IndicatorContext(scope: scope, window: try interval(0, 480))
    }
}

extension BucketSum {
    /// The value as text, by the usual convention or another one.
    func text(_ id: KPI.ID, _ variant: String? = nil, _ window: Interval) -> String? {
        value(id, variant, window).value?.lexicalForm
    }

    func value(_ id: KPI.ID, _ variant: String? = nil, _ window: Interval) -> IndicatorValue {
        let kpi = KPI[id]
        return kpi.value(
            variant.flatMap { kpi.variant($0) }, of: elements(), context(scope: "M1", window: window))
    }
}

/// Claims of consecutive stretches of minutes.
struct ClaimTrack {
    var claims: [TimeClaim] = []
    var minute = 0

    mutating func add(_ category: TimeCategory, _ minutes: Int, reason: Int32 = -1, order: Int32 = -1) {
        claims.append(
            TimeClaim(
                event: EventNumber(claims.count + 1), category, from: .minute(minute),
                to: .minute(minute + minutes), reason: reason, order: order))
        minute += minutes
    }
}

func minutes(_ count: Int64) -> Int64 { count * 60_000 }

extension IndicatorElements {
    /// Times are given in minutes.
    static func minutes(_ values: [IndicatorElement: Int64], _ others: [IndicatorElement: ExactDecimal] = [:])
        -> IndicatorElements
    {
        var elements = IndicatorElements(others)
        for (element, value) in values { elements[element] = ExactDecimal(value * 60_000) }
        return elements
    }
}
