/// Where a function that only rises crosses zero.
enum Root {
    /// Bisection to the last bits: at most 200 halvings, so the answer is the same everywhere.
    ///
    /// - Returns: nil when the function has one sign at both ends, or an end is not finite.
    static func ofRising(_ function: (Double) -> Double, from low: Double, to high: Double) -> Double? {
        guard low.isFinite, high.isFinite, low <= high, function(low) <= 0, function(high) >= 0 else {
            return nil
        }
        var (low, high) = (low, high)
        for _ in 0..<200 {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { break }
            if function(middle) < 0 { low = middle } else { high = middle }
        }
        return low + (high - low) / 2
    }

    /// The same for positive arguments, with the bracket grown from `guess` by doubling and halving, up to
    /// a factor of 2^1000.
    static func ofRising(_ function: (Double) -> Double, near guess: Double) -> Double? {
        guard guess > 0, guess.isFinite else { return nil }
        var (low, high) = (guess, guess)
        for _ in 0..<1_000 {
            guard function(high) < 0 else { break }
            high *= 2
        }
        for _ in 0..<1_000 {
            guard function(low) > 0 else { break }
            low /= 2
        }
        return ofRising(function, from: low, to: high)
    }
}
