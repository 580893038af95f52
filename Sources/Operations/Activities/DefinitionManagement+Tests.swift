/// What a partner says of how something is tested is known from now on.
package struct TestSpecificationStored: EventPayload {
    package static let typeName = "testSpecification.stored"
    package static let activity = Activity.definitionManagement
    package static func fact(_ payload: Self) -> Fact { .testSpecificationStored(payload) }

    package var key: String
    package var specification: TestSpecification
}

extension LoopState {
    mutating func apply(_ fact: TestSpecificationStored) {
        testSpecifications[fact.key] = fact.specification
    }
}

extension ActivityLoop {
    func store(_ specification: TestSpecification, _ context: Context) throws(LoopError) -> Decision {
        guard let id = specification.id, !id.isBlank else { throw .objectWithoutID("test specification") }
        let known = state.testSpecifications[id.matchingKey]
        guard known != specification else { return Decision(.unchanged) }
        let stored = TestSpecificationStored(key: id.matchingKey, specification: specification)
        return Decision(
            known == nil ? .applied : .revised, events: [context.event(.testSpecificationStored(stored))])
    }
}
