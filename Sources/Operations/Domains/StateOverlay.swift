/// What a domain calls the states of its work. Derived words, never a second bookkeeping.
package struct StateOverlay: Sendable {
    /// A word and the jobs that it fits; the first row that fits counts.
    package struct Row: Sendable {
        package let word: String
        let states: Set<JobState>
        /// The gates of which one is closed; empty: whatever gates say.
        let gates: Set<Gate>
        /// Nil: with a place in the plan or without.
        let isPlanned: Bool?
        let isTested: Bool

        init(
            _ word: String, _ states: [JobState], waitingFor gates: Set<Gate> = [], isPlanned: Bool? = nil,
            isTested: Bool = false
        ) {
            self.word = word
            self.states = Set(states)
            self.gates = gates
            self.isPlanned = isPlanned
            self.isTested = isTested
        }

        func fits(_ job: Situation) -> Bool {
            states.contains(job.state) && (gates.isEmpty || job.gate.map(gates.contains) ?? false)
                && (isPlanned.map { $0 == job.isPlanned } ?? true) && (!isTested || job.isTested)
        }
    }

    /// What the word for a job depends on.
    package struct Situation: Hashable, Sendable {
        package var state: JobState
        /// The first gate that is closed.
        package var gate: Gate?
        package var isPlanned: Bool
        /// Whether quality has been asked after the work and has found nothing.
        package var isTested: Bool

        package init(_ state: JobState, gate: Gate? = nil, isPlanned: Bool = false, isTested: Bool = false) {
            self.state = state
            self.gate = gate
            self.isPlanned = isPlanned
            self.isTested = isTested
        }
    }

    /// In the order in which they are looked at; together they fit every situation.
    package let jobs: [Row]
    package let requests: [(word: String, states: Set<KnownRequestState>)]

    package func word(for job: Situation) -> String? {
        jobs.first { $0.fits(job) }?.word
    }

    package func word(for request: KnownRequestState) -> String? {
        requests.first { $0.states.contains(request) }?.word
    }
}
