/// What was measured on a lot or another object, and what was found of it.
///
/// B2MML: `TestResultType`.
package struct TestResult: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var descriptions: [Description]
    package var evaluationDate: ZonedTime?
    package var hierarchyScope: HierarchyScope?
    /// Such as the lot.
    package var testableObjectID: Identifier?
    package var requirementID: Identifier?
    /// The sender's word, such as `Pass`.
    package var verdict: String?
    @Repeated package var measurements: [Measurement]

    package init(
        id: Identifier? = nil, descriptions: [Description] = [], evaluationDate: ZonedTime? = nil,
        hierarchyScope: HierarchyScope? = nil, testableObjectID: Identifier? = nil,
        requirementID: Identifier? = nil, verdict: String? = nil, measurements: [Measurement] = []
    ) {
        self.id = id
        self.descriptions = descriptions
        self.evaluationDate = evaluationDate
        self.hierarchyScope = hierarchyScope
        self.testableObjectID = testableObjectID
        self.requirementID = requirementID
        self.verdict = verdict
        self.measurements = measurements
    }

    /// B2MML: `PropertyMeasurementType`.
    package struct Measurement: Hashable, Sendable, Codable {
        package var id: Identifier?
        @Repeated package var descriptions: [Description]
        @Repeated package var propertyIDs: [Identifier]
        package var date: ZonedTime?
        package var value: Value?

        package init(
            id: Identifier? = nil, descriptions: [Description] = [], propertyIDs: [Identifier] = [],
            date: ZonedTime? = nil, value: Value? = nil
        ) {
            self.id = id
            self.descriptions = descriptions
            self.propertyIDs = propertyIDs
            self.date = date
            self.value = value
        }
    }
}
