/// A document of the simulated business.
struct PlantDocument: Sendable {
    /// Such as `production-schedule`.
    let name: String
    let xml: String
    /// What is wrong with it on purpose: it has to be refused.
    var isUnreadable = false
}
