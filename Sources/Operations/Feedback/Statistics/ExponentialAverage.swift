/// The exponentially weighted moving average: each new value pulls it by `weight` of the difference.
package struct ExponentialAverage: Hashable, Sendable {
    package let weight: Double
    package private(set) var value: Double?

    /// Nil unless the weight is above 0 and at most 1. `start` is what is known before the first value; nil
    /// begins with the first value itself.
    package init?(weight: Double, start: Double?) {
        guard weight > 0, weight <= 1 else { return nil }
        self.weight = weight
        value = start
    }

    package mutating func add(_ next: Double) {
        value = value.map { $0 + weight * (next - $0) } ?? next
    }
}
