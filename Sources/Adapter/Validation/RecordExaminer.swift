import B2MML
import Diagnostics
import XMLSchema

/// Looks at the records of one document while it is validated: rules beyond the schema, and habits that are valid and
/// worth a word.
struct RecordExaminer: RecordConsumer {
    private var rules: RuleRun?
    private var habits: HabitNotes?
    private(set) var findings: [Finding] = []

    init(of schema: Schema, by options: JudgingOptions, source: String?) {
        rules = options.rules.map { RuleRun($0.binding(for: schema), source: source) }
        if !options.profile.isStrict {
            habits = HabitNotes(schema: schema, profile: options.profile, source: source)
        }
    }

    mutating func consume(_ document: Document, record: Node, number: Int) -> Bool {
        rules?.check(record: record)
        _ = habits?.consume(document, record: record, number: number)
        return true
    }

    /// Looks at what is outside of records. The last thing to be called.
    mutating func finish(_ document: Document) {
        rules?.check(document)
        findings = rules?.finish() ?? []
        habits?.finish(document)
    }

    func deviations(by options: JudgingOptions) -> [Deviation] {
        habits?.deviations(by: options.profile, zone: options.zone) ?? []
    }
}
