/// What is recalled: everything that was made of, or went through, what this describes.
///
/// Within a list one match is enough; an empty list asks for nothing. ``lots``, ``materials`` and ``tests``
/// choose lots; ``equipment``, ``persons``, ``definitionVersions``, ``jobs`` and ``partners`` choose
/// transformations, of which all must match, and what came out of them is recalled. With ``window`` only those
/// that overlap it count, or, when nothing else chooses transformations and lots are named, nothing more.
package struct RecallPredicate: Hashable, Sendable, Codable {
    @Repeated package var lots: [LotReference]
    @Repeated package var materials: [Identifier]
    /// Tests whose failing, or whose being done at all, makes a lot suspect.
    @Repeated package var tests: [TestCriterion]
    /// Also lots that were in it, when it is the location of a ``LotStay``.
    @Repeated package var equipment: [Identifier]
    @Repeated package var persons: [Identifier]
    @Repeated package var definitionVersions: [Identifier]
    @Repeated package var jobs: [Identifier]
    /// Suppliers.
    @Repeated package var partners: [Identifier]
    /// Half-open; a transformation overlaps it that began before its end and ended at or after its start.
    package var window: Interval?

    package struct TestCriterion: Hashable, Sendable, Codable {
        package var test: Identifier
        /// Nil means every verdict, as when the gauge turns out to have been wrong.
        package var verdict: LotTest.Verdict?
        package var gauge: Identifier?

        package init(_ test: Identifier, _ verdict: LotTest.Verdict? = nil, gauge: Identifier? = nil) {
            self.test = test
            self.verdict = verdict
            self.gauge = gauge
        }
    }

    package init(
        lots: [LotReference] = [], materials: [Identifier] = [], tests: [TestCriterion] = [],
        equipment: [Identifier] = [], persons: [Identifier] = [], definitionVersions: [Identifier] = [],
        jobs: [Identifier] = [], partners: [Identifier] = [], window: Interval? = nil
    ) {
        self.lots = lots
        self.materials = materials
        self.tests = tests
        self.equipment = equipment
        self.persons = persons
        self.definitionVersions = definitionVersions
        self.jobs = jobs
        self.partners = partners
        self.window = window
    }

    /// Everything that went through an equipment while it was contaminated.
    package static func timeOverlap(_ equipment: Identifier..., during window: Interval) -> RecallPredicate {
        RecallPredicate(equipment: equipment, window: window)
    }

    /// Whether anything chooses transformations.
    var choosesTransformations: Bool {
        let lists = [equipment, persons, definitionVersions, jobs, partners]
        if lists.contains(where: { !$0.isEmpty }) { return true }
        return window != nil && lots.isEmpty && materials.isEmpty && tests.isEmpty
    }
}

/// A test of a lot. Source: ISA-95 Part 2, test result.
package struct LotTest: Hashable, Sendable, Codable {
    package enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
        case passed, failed
    }

    package var lot: LotReference
    package var test: Identifier
    package var verdict: Verdict
    package var at: Instant
    package var gauge: Identifier?

    package init(
        _ lot: LotReference, _ test: Identifier, _ verdict: Verdict, at: Instant, gauge: Identifier? = nil
    ) {
        self.lot = lot
        self.test = test
        self.verdict = verdict
        self.at = at
        self.gauge = gauge
    }
}

/// A lot that was in a location for a while.
package struct LotStay: Hashable, Sendable, Codable {
    package var lot: LotReference
    package var location: Identifier
    package var from: Instant
    /// Nil while it is there.
    package var to: Instant?

    package init(_ lot: LotReference, in location: Identifier, from: Instant, to: Instant? = nil) {
        self.lot = lot
        self.location = location
        self.from = from
        self.to = to
    }
}
