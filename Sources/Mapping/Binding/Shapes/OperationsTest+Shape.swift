import Diagnostics
package import Operations

extension TestSpecification: CanonicalNoun {
    package static let noun = "TestSpecification"

    /// B2MML: `TestSpecificationType`.
    package static let shape: Shape<TestSpecification> = Shape(
        { TestSpecification() },
        [
            .one("ID", \.id, .identifier),
            .many("Description", \.descriptions, .description),
            .one("Version", \.version, .identifier),
            .one("EffectiveStartDate", \.effectiveStart, .time),
            .one("EffectiveEndDate", \.effectiveEnd, .time),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .one("TestSampleSize", \.sampleSize, .shape(Value.shape)),
            .one("RecurrenceQuantity", \.recurrenceQuantity, .shape(Value.shape)),
            .one("RecurrenceTimeInterval", \.recurrenceInterval, .duration),
            .many("TestSpecificationCriteria", \.criteria, .shape(TestSpecification.Criterion.shape)),
            .many(
                "EvaluatedProperty", \.evaluatedProperties,
                .shape(TestSpecification.EvaluatedProperty.shape)),
            .one("TestableObjectID", \.testableObjectID, .identifier),
        ],
        check: { value, node, reader in
            reader.checkID(value.id, of: node)
            reader.checkOrder(value.effectiveStart, value.effectiveEnd, of: node, .error)
            reader.checkDuration(value.recurrenceInterval, of: node)
        })
}

extension TestSpecification.EvaluatedProperty: CanonicalValue {
    /// B2MML: `TestSpecificationEvaluatedPropertyType`.
    package static let shape: Shape<TestSpecification.EvaluatedProperty> = Shape(
        { TestSpecification.EvaluatedProperty() },
        [
            .one("ID", \.id, .identifier),
            .many("Description", \.descriptions, .description),
            .many("TestSpecificationCriteriaID", \.criterionIDs, .identifier),
            .many("TestableObjectPropertyID", \.propertyIDs, .identifier),
        ])
}

extension TestSpecification.Criterion: CanonicalValue {
    /// B2MML: `TestSpecificationCriteriaType`.
    package static let shape: Shape<TestSpecification.Criterion> = Shape(
        { TestSpecification.Criterion() },
        [
            .one("ID", \.id, .identifier),
            .many("Description", \.descriptions, .description),
            .many("Expression", \.expressions, .text),
            .many("Result", \.results, .text),
            .many("EvaluatedPropertyID", \.propertyIDs, .identifier),
        ])
}

extension TestResult: CanonicalNoun {
    package static let noun = "TestResult"

    /// B2MML: `TestResultType`.
    package static let shape: Shape<TestResult> = Shape(
        { TestResult() },
        [
            .one("ID", \.id, .identifier),
            .many("Description", \.descriptions, .description),
            .one("EvaluationDate", \.evaluationDate, .time),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .one("TestableObjectID", \.testableObjectID, .identifier),
            .one("OperationsTestRequirementID", \.requirementID, .identifier),
            .one("EvaluatedCriterionResult", \.verdict, .text),
            .many("PropertyMeasurement", \.measurements, .shape(TestResult.Measurement.shape)),
        ],
        check: { value, node, reader in reader.checkID(value.id, of: node) })
}

extension TestResult.Measurement: CanonicalValue {
    /// B2MML: `PropertyMeasurementType`.
    package static let shape: Shape<TestResult.Measurement> = Shape(
        { TestResult.Measurement() },
        [
            .one("ID", \.id, .identifier),
            .many("Description", \.descriptions, .description),
            .many("TestableObjectPropertyID", \.propertyIDs, .identifier),
            .one("MeasurementDate", \.date, .time),
            .one("Value", \.value, .shape(Value.shape)),
        ])
}
