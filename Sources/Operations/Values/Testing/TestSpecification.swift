/// What is tested, how often and by which criteria.
///
/// B2MML: `TestSpecificationType`.
package struct TestSpecification: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var descriptions: [Description]
    package var version: Identifier?
    package var effectiveStart: ZonedTime?
    package var effectiveEnd: ZonedTime?
    package var hierarchyScope: HierarchyScope?
    package var sampleSize: Value?
    /// After so many units, another sample is due.
    package var recurrenceQuantity: Value?
    /// After so much time, another sample is due.
    package var recurrenceInterval: TimeSpan?
    @Repeated package var criteria: [Criterion]
    @Repeated package var evaluatedProperties: [EvaluatedProperty]
    package var testableObjectID: Identifier?

    package init(
        id: Identifier? = nil, descriptions: [Description] = [], version: Identifier? = nil,
        effectiveStart: ZonedTime? = nil, effectiveEnd: ZonedTime? = nil,
        hierarchyScope: HierarchyScope? = nil, sampleSize: Value? = nil, recurrenceQuantity: Value? = nil,
        recurrenceInterval: TimeSpan? = nil, criteria: [Criterion] = [],
        evaluatedProperties: [EvaluatedProperty] = [], testableObjectID: Identifier? = nil
    ) {
        self.id = id
        self.descriptions = descriptions
        self.version = version
        self.effectiveStart = effectiveStart
        self.effectiveEnd = effectiveEnd
        self.hierarchyScope = hierarchyScope
        self.sampleSize = sampleSize
        self.recurrenceQuantity = recurrenceQuantity
        self.recurrenceInterval = recurrenceInterval
        self.criteria = criteria
        self.evaluatedProperties = evaluatedProperties
        self.testableObjectID = testableObjectID
    }

    /// What is measured.
    ///
    /// B2MML: `TestSpecificationEvaluatedPropertyType`.
    package struct EvaluatedProperty: Hashable, Sendable, Codable {
        package var id: Identifier?
        @Repeated package var descriptions: [Description]
        @Repeated package var criterionIDs: [Identifier]
        @Repeated package var propertyIDs: [Identifier]

        package init(
            id: Identifier? = nil, descriptions: [Description] = [], criterionIDs: [Identifier] = [],
            propertyIDs: [Identifier] = []
        ) {
            self.id = id
            self.descriptions = descriptions
            self.criterionIDs = criterionIDs
            self.propertyIDs = propertyIDs
        }
    }

    /// B2MML: `TestSpecificationCriteriaType`.
    package struct Criterion: Hashable, Sendable, Codable {
        package var id: Identifier?
        @Repeated package var descriptions: [Description]
        @Repeated package var expressions: [String]
        @Repeated package var results: [String]
        @Repeated package var propertyIDs: [Identifier]

        package init(
            id: Identifier? = nil, descriptions: [Description] = [], expressions: [String] = [],
            results: [String] = [], propertyIDs: [Identifier] = []
        ) {
            self.id = id
            self.descriptions = descriptions
            self.expressions = expressions
            self.results = results
            self.propertyIDs = propertyIDs
        }
    }
}
