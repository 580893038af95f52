/// What is to be scheduled in detail, as flat lists that name one another by index.
///
/// Source: ISA-95 Part 3, detailed scheduling. One job is the work of one request; its operations are placed
/// on units, one at a time on each. Input that makes no sense (an index outside its list, a negative
/// duration) is no precondition: ``Scheduler`` reports it and plans the rest.
package struct SchedulingProblem: Hashable, Sendable {
    /// Nothing is planned before, other than what runs already.
    package var start: Instant
    /// Setup families, only named for reports; ``Unit/setups`` is a square matrix over them.
    package var families: [Identifier]
    package var units: [Unit]
    package var resources: [CumulativeResource]
    package var jobs: [Job]
    package var operations: [Operation]
    package var links: [Link]

    package init(
        start: Instant, families: [Identifier] = [], units: [Unit] = [],
        resources: [CumulativeResource] = [], jobs: [Job] = [], operations: [Operation] = [],
        links: [Link] = []
    ) {
        self.start = start
        self.families = families
        self.units = units
        self.resources = resources
        self.jobs = jobs
        self.operations = operations
        self.links = links
    }

    /// How long a plan may be, and how far from its start a time may lie: 2^40 ms, 34 years.
    package static let longest: Int64 = 1 << 40
    /// The greatest weight of a job and need of a resource; sums stay far from overflow.
    package static let greatestWeight: Int64 = 10_000

    /// `job/operation`, for reports; the index when it is not one of the list.
    package func name(ofOperation index: Int32) -> String {
        guard operations.indices.contains(Int(index)) else { return "operation \(index)" }
        let operation = operations[Int(index)]
        guard jobs.indices.contains(Int(operation.job)) else { return operation.name.text }
        return "\(jobs[Int(operation.job)].name)/\(operation.name)"
    }

    package func name(ofUnit index: Int32) -> String {
        units.indices.contains(Int(index)) ? units[Int(index)].name.text : "unit \(index)"
    }
}

extension SchedulingProblem {
    /// Equipment that does one operation at a time.
    package struct Unit: Hashable, Sendable {
        package var name: Identifier
        package var calendar: WorkCalendar
        /// Maintenance and stops: taken out of the calendar, thus spanned only by what may be interrupted.
        package var blocked: [Interval]
        /// Nil: from the start of the plan.
        package var availableFrom: Instant?
        /// What the unit is set up for at first; nil when unknown, and then the first setup takes no time.
        package var initialFamily: Int32?
        /// Milliseconds of working time from the family of a row to that of a column, row by row; empty when
        /// setups take no time.
        package var setups: [Int64]
        /// Whether a setup may be continued after a break.
        package var interruptsSetups: Bool

        package init(
            _ name: Identifier, calendar: WorkCalendar = .alwaysOpen, blocked: [Interval] = [],
            availableFrom: Instant? = nil, initialFamily: Int32? = nil, setups: [Int64] = [],
            interruptsSetups: Bool = true
        ) {
            self.name = name
            self.calendar = calendar
            self.blocked = blocked
            self.availableFrom = availableFrom
            self.initialFamily = initialFamily
            self.setups = setups
            self.interruptsSetups = interruptsSetups
        }
    }

    /// What several operations may use at once up to a capacity: a crew, a set of tools, an oven.
    package struct CumulativeResource: Hashable, Sendable {
        package var name: Identifier
        package var capacity: Int64

        package init(_ name: Identifier, capacity: Int64) {
            self.name = name
            self.capacity = capacity
        }
    }

    /// The work of one request.
    package struct Job: Hashable, Sendable {
        package var name: Identifier
        package var release: Instant?
        package var due: Instant?
        /// Cost of one millisecond of tardiness against that of other jobs, from 0 to 10 000.
        package var weight: Int64

        package init(_ name: Identifier, release: Instant? = nil, due: Instant? = nil, weight: Int64 = 1) {
            self.name = name
            self.release = release
            self.due = due
            self.weight = weight
        }
    }

    package struct Operation: Hashable, Sendable {
        package var name: Identifier
        package var job: Int32
        package var modes: [Mode]
        /// Nil: needs no setup and leaves the unit as it is set up.
        package var family: Int32?
        /// When its material is there; nil: no condition of its own.
        package var release: Instant?
        /// Whether it may be continued after a break of the unit's calendar.
        package var isInterruptible: Bool
        package var commitment: Commitment
        /// Where the schedule in force has it; what ``ScheduleObjective/instability`` is measured against.
        package var previous: PreviousPlace?

        package init(
            _ name: Identifier, job: Int32, modes: [Mode], family: Int32? = nil, release: Instant? = nil,
            isInterruptible: Bool = true, commitment: Commitment = .free, previous: PreviousPlace? = nil
        ) {
            self.name = name
            self.job = job
            self.modes = modes
            self.family = family
            self.release = release
            self.isInterruptible = isInterruptible
            self.commitment = commitment
            self.previous = previous
        }
    }

    /// One way to do an operation.
    package struct Mode: Hashable, Sendable {
        package var unit: Int32
        /// Working time on the unit's calendar, not negative.
        package var duration: TimeSpan
        /// Held from the start to the end of the operation, breaks included; not during its setup.
        package var needs: [Need]

        package init(unit: Int32, duration: TimeSpan, needs: [Need] = []) {
            self.unit = unit
            self.duration = duration
            self.needs = needs
        }
    }

    package struct Need: Hashable, Sendable {
        package var resource: Int32
        package var amount: Int64

        package init(resource: Int32, amount: Int64 = 1) {
            self.resource = resource
            self.amount = amount
        }
    }

    /// What of an operation is settled before the plan is made.
    package enum Commitment: Hashable, Sendable {
        case free
        /// Stays on the unit. The frozen operations of a unit come before all that are free, in this order.
        case frozen(unit: Int32, order: Int32)
        /// A fact: it began then, and needs so much working time from the later of then and the plan's start.
        case running(unit: Int32, start: Instant, remaining: TimeSpan)
    }

    package struct PreviousPlace: Hashable, Sendable {
        package var unit: Int32
        package var start: Instant

        package init(unit: Int32, start: Instant) {
            self.unit = unit
            self.start = start
        }
    }

    /// `after` starts no earlier than `minimumLag` and no later than `maximumLag` after `before`.
    ///
    /// B2MML: `SegmentDependency`; `AfterEnd` counts from the end, `AfterStart` from the start,
    /// `NoLaterAfterEnd` is a maximum lag. Lags run on the clock, breaks included; a negative minimum lets the
    /// two overlap. A running `after` is a fact that no link binds.
    package struct Link: Hashable, Sendable {
        package enum Anchor: Hashable, Sendable {
            case start, end
        }

        package var before: Int32
        package var after: Int32
        package var anchor: Anchor
        package var minimumLag: TimeSpan
        package var maximumLag: TimeSpan?

        package init(
            _ before: Int32, _ after: Int32, anchor: Anchor = .end, minimumLag: TimeSpan = .zero,
            maximumLag: TimeSpan? = nil
        ) {
            self.before = before
            self.after = after
            self.anchor = anchor
            self.minimumLag = minimumLag
            self.maximumLag = maximumLag
        }
    }
}
