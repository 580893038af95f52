/// A rule of feedback as data: what it looks at, how careful it is, and what its proposals are called in
/// messages. The estimator itself is the code of its observations, ``FeedbackObservations``.
package struct FeedbackRule: Codable, Hashable, Sendable {
    package enum ID: String, Codable, Hashable, Sendable, CaseIterable {
        case standardTime = "R1"
        case changeoverTime = "R1b"
        case availability = "R2"
        case scrap = "R3"
        case lotHold = "R4"
        case maintenanceInterval = "R5"
        case stockDiscrepancy = "R6"
        case sampling = "R7"
        case defects = "R8"
        case repairs = "R9"
        case schedulingParameters = "R10"
        case workInProcess = "R11"
        case complaint = "R12"
    }

    /// What comes of the rule.
    package enum Response: String, Codable, Hashable, Sendable {
        /// Somebody decides.
        case proposal
        /// Safety: done at once and reported.
        case immediate
    }

    package enum AutoApproval: String, Codable, Hashable, Sendable {
        /// A person decides, whatever the site says.
        case never
        /// Off until a site switches it on.
        case off
        case on
    }

    package var id: ID
    /// Changes with every setting that changes what is proposed.
    package var version: Int
    package var name: String
    package var domains: [DomainKind]
    package var targets: [FeedbackTarget.Kind]
    package var response: Response
    package var settings: [GuardSetting]
    package var messages: [MessageTemplate]
    package var autoApproval: AutoApproval

    /// The numbers of a setting.
    ///
    /// - Throws: ``FeedbackError/settingMissing(rule:guard:)``.
    func values(_ name: FeedbackGuard) throws(FeedbackError) -> [Double] {
        try setting(name).values
    }

    /// The one number of a setting.
    func value(_ name: FeedbackGuard) throws(FeedbackError) -> Double {
        guard let value = try setting(name).values.first else {
            throw .settingMissing(rule: id, guard: name)
        }
        return value
    }

    func setting(_ name: FeedbackGuard) throws(FeedbackError) -> GuardSetting {
        guard let setting = settings.first(where: { $0.guard == name }), !setting.values.isEmpty,
            setting.values.allSatisfy(\.isFinite)
        else { throw .settingMissing(rule: id, guard: name) }
        return setting
    }
}

/// A limit or a parameter of a rule.
package enum FeedbackGuard: String, Codable, Hashable, Sendable, CaseIterable {
    case checkpoints = "number of observations"
    case minimalCount = "number of values"
    case minimalSpan = "time from the first to the last"
    case minimalCompleteness = "completeness"
    /// Of all checkpoints together.
    case significance = "probability without a real difference"
    case minimalChange = "relative difference"
    case minimalAbsoluteChange = "difference"
    case stability = "difference between the halves"
    case stabilityFrom = "number from which the halves are compared"
    case stepCap = "largest step"
    case trim = "trimmed share"
    case smoothing = "weight of the newest"
    case window = "number in the window"
    case priorWeight = "weight of the value in force"
    case confidence = "confidence"
    case intervalExcludesCurrent = "distance of the value in force from the interval"
    case resamples = "number of resamples"
    case minimalProduced = "produced"
    case minimalScrapped = "scrapped"
    case minimalShape = "lower bound of the shape"
    case minimalSaving = "relative saving"
    case tolerance = "difference by class of item"
    case debounce = "time since the last count"
    case maximalPerShift = "counts in the shift"
    case rejectedToTightened = "rejected lots to tightened"
    case consecutive = "consecutive lots"
    case acceptedToNormal = "accepted lots to normal"
    case acceptedToReduced = "accepted lots to reduced"
    case levelChange = "switch of the level"
    case dominance = "share of one defect"
    case windowsBelowTarget = "windows below target"
    case serviceLevel = "service level"
    case delayedRepairs = "repairs that waited for the spare"
    case breaches = "share of priority breaches"
    case horizonQuantile = "quantile of the slip"
    case aboveCap = "shifts above the cap"
    case accepted = "accepted"
    case backwardSteps = "steps back to a common origin"
    case estimable = "estimate"
    case changesSomething = "change after rounding"
    /// Days a proposal waits.
    case validity = "validity"
    case verificationCount = "observations until verification"
    case verificationLimit = "observations until the last verification"
    case verificationBand = "relative deviation after the change"
    case verificationAbsoluteBand = "deviation after the change"
}

/// The numbers of one guard, with the unit they have: `1` for shares.
package struct GuardSetting: Codable, Hashable, Sendable {
    package var `guard`: FeedbackGuard
    package var values: [Double]
    package var unit: String

    package init(_ guard: FeedbackGuard, _ values: Double..., unit: String = "1") {
        self.guard = `guard`
        self.values = values
        self.unit = unit
    }
}
