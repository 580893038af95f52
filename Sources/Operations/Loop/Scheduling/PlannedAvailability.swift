/// How much longer than their working time jobs keep the units that do not work all of the time.
struct PlannedAvailability {
    /// By unit; only where it is less than all of the time.
    private var shares: [String: ExactDecimal] = [:]

    init(_ units: some Sequence<String>, _ register: ProposalRegister) {
        for unit in units {
            let share = register.availability(of: unit)
            if share > .zero, share < .one { shares[unit] = share }
        }
    }

    /// The working time of a calendar that some work takes on a unit: the work over the share, upwards to whole
    /// milliseconds.
    func time(for work: TimeSpan, on unit: String) -> TimeSpan {
        guard let share = shares[unit],
            let time = try? ExactDecimal(work.milliseconds).divided(
                by: share, scale: 0, rounding: .awayFromZero),
            let milliseconds = Int64(exactly: time.coefficient)
        else { return work }
        return TimeSpan(milliseconds: milliseconds)
    }
}
