/// The changeover matrix as it is planned with: the site's settings, and what approved proposals made of it.
struct PlannedChangeovers {
    /// What the matrix is called in proposals.
    static let network = "changeovers"

    private let settings: [Changeover]
    private let inForce: [FeedbackTarget: FeedbackValue]

    init(_ loop: ActivityLoop) {
        settings = loop.settings.changeovers
        inForce = loop.state.register.valuesInForce(of: FeedbackRule.changeoverTime.targets)
    }

    /// Working time from one family to another on a unit.
    func time(on unit: String, from: String, to: String) -> TimeSpan {
        inForce[Self.target(on: unit, from: from, to: to)]?.duration
            ?? settings.filter { $0.fits(unit) }.time(on: unit, from: from, to: to)
    }

    /// Whether anything is set up on a unit.
    func concern(_ unit: String) -> Bool {
        settings.contains { $0.fits(unit) } || inForce.keys.contains { $0.scope == unit }
    }

    static func target(on unit: String, from: String, to: String) -> FeedbackTarget {
        FeedbackTarget(.changeoverTime, .production, network, part: "\(from) > \(to)", scope: unit)
    }
}
