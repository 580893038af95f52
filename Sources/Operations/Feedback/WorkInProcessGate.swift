/// A cap on what waits before a unit, at which another one, upstream of it, starts no more work for it.
package struct WorkInProcessGate: Codable, Hashable, Sendable {
    package let upstream: String
    package let unit: String
    /// In job orders.
    package internal(set) var cap: ExactDecimal
    /// False while it would close a ring with those that took effect before it: each unit of it could wait for the
    /// next one for ever.
    package internal(set) var acts = true
}
