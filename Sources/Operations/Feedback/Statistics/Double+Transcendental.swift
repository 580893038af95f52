#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

// The only place where the C library's mathematics is named. `lgamma` is not among it: it writes a global.
extension Double {
    /// e to this power.
    var exponential: Double { exp(self) }
    var naturalLogarithm: Double { log(self) }
    /// `ln(1 + x)`, exact also for tiny x.
    var logarithmOfOnePlus: Double { log1p(self) }
    /// `e^x - 1`, exact also for tiny x.
    var exponentialMinusOne: Double { expm1(self) }
    /// `erfc(x) = 2/√π ∫ₓ^∞ e^(-t²) dt`.
    var complementaryError: Double { erfc(self) }

    func raised(to exponent: Double) -> Double { pow(self, exponent) }

    /// Nil for infinities and NaN, which no evidence holds.
    var finite: Double? { isFinite ? self : nil }
}
