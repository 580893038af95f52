package import Diagnostics

/// One value of a key performance indicator, with what it was divided from.
///
/// Source: ISO 22400-2. A zero denominator gives no value: never 0, never 100 %. Never clamped: an
/// effectiveness above 100 % is legal and says that the standard is too slow. Roll-ups add numerators and
/// denominators, never ratios.
package struct Indicator: Hashable, Sendable, Codable {
    package enum KPI: String, Hashable, Sendable, Codable, CaseIterable {
        case availability = "Availability"
        case effectiveness = "Effectiveness"
        case qualityRatio = "Quality ratio"
        case oeeIndex = "OEE index"

        /// Stable; says which convention was used.
        package var formula: String {
            switch self {
            case .availability: "iso22400-2:availability=APT/PBT"
            case .effectiveness: "iso22400-2:effectiveness=sum(PRU*PQ)/APT"
            case .qualityRatio: "iso22400-2:quality=GQ/PQ"
            case .oeeIndex: "iso22400-2:oee=availability*effectiveness*quality"
            }
        }
    }

    package var kpi: KPI
    package var scope: String
    package var window: Interval
    /// Times in milliseconds. Nil when units could not be added.
    package var numerator: ExactDecimal?
    package var denominator: ExactDecimal?
    /// In `unit`, with four digits after the point; nil when it is not defined.
    package var value: ExactDecimal?
    package var unit: String
    /// 0...1: the part of the input that was there.
    package var completeness: ExactDecimal
    package var provisional: Bool
    package var formula: String
}

extension ActivityLoop {
    /// Availability, effectiveness, quality ratio and OEE index of a work centre over a window, as known at
    /// `asOf`.
    package func indicators(of workCentre: String, window: Interval, asOf: Instant) -> Checked<[Indicator]> {
        let elements = timeElements(of: workCentre, window: window, asOf: asOf)
        let indicators = Indicator.KPI.allCases.map { elements.indicator($0, scope: workCentre) }
        return Checked(indicators, findings(elements, indicators, workCentre))
    }

    private func findings(_ elements: TimeElements, _ indicators: [Indicator], _ scope: String) -> [Finding] {
        var findings: [Finding] = []
        let whole = ExactDecimal(100)
        if let value = indicators.first(where: { $0.kpi == .effectiveness })?.value, value > whole {
            findings.append(
                LoopNote.make(
                    "LOOP-KPI-1", .warning, scope,
                    "it was \(value) % effective, more than its standards allow",
                    advice: "Check the standard durations."))
        }
        if elements.mixedUnits {
            findings.append(
                LoopNote.make(
                    "LOOP-KPI-2", .warning, scope, "its production was reported in units that cannot be added"
                ))
        }
        if elements.apt == .zero, elements.movements > 0 {
            findings.append(
                LoopNote.make("LOOP-KPI-3", .warning, scope, "it produced without any production time"))
        }
        if elements.outsidePlan > .zero {
            findings.append(
                LoopNote.make(
                    "LOOP-KPI-4", .note, scope,
                    "jobs ran \(elements.outsidePlan) outside of the calendar, which is not counted"
                ))
        }
        return findings
    }
}

extension TimeElements {
    func indicator(_ kpi: Indicator.KPI, scope: String) -> Indicator {
        let ratio = ratio(kpi)
        let usesStandards = kpi == .effectiveness || kpi == .oeeIndex
        return Indicator(
            kpi: kpi, scope: scope, window: window, numerator: ratio?.numerator,
            denominator: ratio?.denominator,
            value: ratio.flatMap { Self.percent($0.numerator, $0.denominator) }, unit: "%",
            completeness: usesStandards ? completeness : .one, provisional: provisional, formula: kpi.formula)
    }

    private var completeness: ExactDecimal {
        guard movements > 0 else { return .one }
        let share = try? ExactDecimal(measuredMovements).divided(
            by: ExactDecimal(movements), scale: 4, rounding: .halfToEven)
        return share?.reduced ?? .zero
    }

    /// Nil when it cannot be said at all; a zero denominator is said.
    private func ratio(_ kpi: Indicator.KPI) -> (numerator: ExactDecimal, denominator: ExactDecimal)? {
        let (apt, pbt) = (ExactDecimal(apt.milliseconds), ExactDecimal(pbt.milliseconds))
        switch kpi {
        case .availability: return (apt, pbt)
        case .effectiveness: return (plannedRunTime, apt)
        case .qualityRatio:
            guard let gq, let pq else { return nil }
            return (gq.value, pq.value)
        case .oeeIndex:
            // APT cancels out of the product. Without production time the availability, and so the product,
            // is 0.
            if apt.isZero { return (.zero, pbt) }
            guard let gq, let pq, let numerator = try? plannedRunTime.multiplied(by: gq.value),
                let denominator = try? pbt.multiplied(by: pq.value)
            else { return nil }
            return (numerator, denominator)
        }
    }

    private static func percent(_ numerator: ExactDecimal, _ denominator: ExactDecimal) -> ExactDecimal? {
        guard !denominator.isZero, let hundredfold = try? numerator.multiplied(by: ExactDecimal(100)) else {
            return nil
        }
        return try? hundredfold.divided(by: denominator, scale: 4, rounding: .halfToEven)
    }
}
