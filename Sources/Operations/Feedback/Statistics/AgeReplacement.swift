/// Replacing at age t or at failure, whichever comes first, and what that costs in the long run.
///
/// Source: Barlow and Hunter 1960; the cost rate is `(Cp R(t) + Cu F(t)) / ∫₀ᵗ R`.
package struct AgeReplacement: Hashable, Sendable {
    package let life: WeibullLife
    /// The cost of a planned replacement.
    package let planned: Double
    /// The cost of a replacement after a failure.
    package let unplanned: Double

    /// Nil unless both costs are positive and finite.
    package init?(life: WeibullLife, planned: Double, unplanned: Double) {
        guard planned > 0, unplanned > 0, planned.isFinite, unplanned.isFinite else { return nil }
        (self.life, self.planned, self.unplanned) = (life, planned, unplanned)
    }

    /// Cost per unit of running time when replaced at age t; infinite at 0.
    package func costRate(at t: Double) -> Double {
        guard t > 0 else { return .infinity }
        let survival = life.reliability(t)
        return (planned * survival + unplanned * (1 - survival)) / life.meanLife(upTo: t)
    }

    /// Cost per unit of running time when only failures are replaced.
    package var runToFailureRate: Double { unplanned / life.mean }

    /// The age at which the cost rate is least; nil when there is none, as waiting for the failure costs
    /// less than any age: no wear (beta <= 1), or failures that cost no more than planned work.
    ///
    /// `h(t) ∫₀ᵗ R - F(t) = Cp / (Cu - Cp)`, whose left side rises with t for beta > 1. Relative error
    /// below 1e-9.
    package var optimum: Double? {
        guard life.beta > 1, unplanned > planned else { return nil }
        let target = planned / (unplanned - planned)
        return Root.ofRising(
            { t in
                let left = life.hazard(t) * life.meanLife(upTo: t) + life.reliability(t) - 1
                return (left.isFinite ? left : .greatestFiniteMagnitude) - target
            }, near: life.eta)
    }
}
