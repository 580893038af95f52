import Diagnostics

/// Collects the findings of the rules, so many of each rule, and counts the others.
///
/// A class, so that what is said about a place can be asked for while it is added. It belongs to one run.
final class RuleReport {
    private let limit: Int
    private var listed: [Finding] = []
    /// By rule.
    private var counts: [Int]
    /// Habits of a sender, such as times without a zone: one finding for each subject, with how often it was seen.
    private var habits: [Habit] = []
    private var habitIndices: [HabitKey: Int] = [:]

    private struct HabitKey: Hashable {
        let rule: RuleCode
        let subject: UInt64
    }

    private struct Habit {
        let finding: Finding
        var count: Int
    }

    init(limit: Int) {
        self.limit = limit
        counts = [Int](repeating: 0, count: RuleCode.allCases.count)
    }

    /// `make` is asked only while there is room for a finding of the rule.
    func add(_ rule: RuleCode, _ make: () -> Finding) {
        counts[rule.rawValue] += 1
        if counts[rule.rawValue] <= limit { listed.append(make()) }
    }

    /// Counts one more sighting of a habit.
    ///
    /// - Parameters:
    ///   - rule: the rule that says something about it.
    ///   - subject: what is the same in all the sightings, hashed.
    ///   - make: is asked at the first sighting.
    /// - Returns: the habit, for ``count(habit:)``; -1 when there is no room for it.
    func addHabit(_ rule: RuleCode, subject: UInt64, _ make: () -> Finding) -> Int {
        let key = HabitKey(rule: rule, subject: subject)
        if let index = habitIndices[key] {
            habits[index].count += 1
            return index
        } else if counts[rule.rawValue] < limit {
            counts[rule.rawValue] += 1
            habitIndices[key] = habits.count
            habits.append(Habit(finding: make(), count: 1))
            return habits.count - 1
        } else {
            counts[rule.rawValue] += 1
            return -1
        }
    }

    /// Counts one more sighting of a habit that is known.
    func count(habit: Int) {
        habits[habit].count += 1
    }

    /// All findings in the order of their places, and last what was not listed.
    func findings(source: String?, severity: (RuleCode) -> Severity?) -> [Finding] {
        var findings = listed
        for habit in habits {
            var finding = habit.finding
            if habit.count > 1 { finding.message += "; seen \(habit.count) times, here first" }
            findings.append(finding)
        }
        findings = findings.enumerated().sorted { left, right in
            let places = (left.element.place, right.element.place)
            return (places.0.line ?? 0, places.0.column ?? 0, left.offset)
                < (places.1.line ?? 0, places.1.column ?? 0, right.offset)
        }.map(\.element)
        for rule in RuleCode.allCases where counts[rule.rawValue] > limit {
            findings.append(
                Finding(
                    rule.code, severity(rule) ?? .note, at: Place(source: source),
                    "\(counts[rule.rawValue] - limit) more findings of this rule are not listed",
                    advice: "Mend what is listed and validate again."))
        }
        return findings
    }
}
