import Diagnostics

extension ActivityLoop {
    /// Gives the jobs of a request what the definition that it follows says of the dependencies of its steps. Without
    /// any, and where not every job is one of its steps, the order of the segments holds.
    ///
    /// - Throws: ``LoopError/circularDefinition(_:circle:)`` when the jobs wait for one another,
    ///   ``LoopError/tooManyDependencies(_:)``.
    func arrange(_ plans: inout [JobPlan], by definition: OperationsDefinition, request: String)
        throws(LoopError) -> [Finding]
    {
        var steps = DefinedSteps(definition)
        guard steps.hasDependencies else { return [] }
        let name = plans.first?.definition ?? definition.id?.matchingKey ?? ""
        guard var dependencies = RequestDependencies(of: plans, following: steps) else {
            return [
                LoopNote.make(
                    "LOOP-REQUEST-3", .warning, "OperationsRequest \(request)",
                    "not each of its jobs is a step of definition \(name), whose dependencies are not kept to",
                    advice: "Name the step in each segment; until then they are done in their order.")
            ]
        }
        if dependencies.circle != nil, let bare = steps.withoutAssumptions,
            let other = RequestDependencies(of: plans, following: bare)
        {
            (steps, dependencies) = (bare, other)
        }
        guard !steps.isTooLarge, !dependencies.isTooLarge else { throw .tooManyDependencies(name) }
        if let circle = steps.circle ?? dependencies.circle {
            throw .circularDefinition(name, circle: circle)
        }
        for index in plans.indices { plans[index].dependencies = dependencies.ofJob[index] }
        return dependencies.unboundSteps.map { step, other in
            LoopNote.make(
                "LOOP-REQUEST-4", .note, "OperationsRequest \(request)",
                "\(step) or \(other) is several jobs, and the latest start of the one after the other is not kept to"
            )
        }
    }

    /// The dependencies of a definition that are not kept to, or not in full.
    ///
    /// - Throws: ``LoopError/circularDefinition(_:circle:)``, ``LoopError/tooManyDependencies(_:)``.
    func dependencyFindings(of definition: OperationsDefinition, _ id: Identifier, key: String)
        throws(LoopError) -> [Finding]
    {
        let steps = DefinedSteps(definition)
        if steps.isTooLarge { throw .tooManyDependencies(key) }
        if let circle = steps.circle { throw .circularDefinition(key, circle: circle) }
        let unrelated = steps.unrelated
        let free =
            unrelated.isEmpty
            ? []
            : [
                LoopNote.make(
                    "LOOP-DEFINITION-8", .warning, "OperationsDefinition \(id)",
                    "no dependency relates \(unrelated.joined(separator: ", ")) to another step, while others have some",
                    advice: "Give each step its dependencies, or it may be done at any time.")
            ]
        return free
            + steps.faults.map { fault in
                let note = fault.note
                return LoopNote.make(
                    note.code, .warning, "OperationsDefinition \(id)", note.message, advice: note.advice)
            }
    }
}

extension DefinedSteps.Fault {
    fileprivate var note: (code: Code, message: String, advice: String) {
        switch self {
        case .unknownStep(let name):
            (
                "LOOP-DEFINITION-4", "a step depends on \(name), which the definition does not have",
                "Correct the reference; until then it is not kept to."
            )
        case .unknownWord(let step, let word):
            (
                "LOOP-DEFINITION-5", "step \(step) has the dependency \"\(word)\", which is not known",
                "Legal are \(KnownDependency.allCases.map(\.rawValue).joined(separator: ", ")); "
                    + "until then it is not kept to, and the step waits for the one before it."
            )
        case .namesNoStep(let step):
            (
                "LOOP-DEFINITION-5", "step \(step) has a dependency on no step",
                "Name the other step; until then it is not kept to."
            )
        case .factor(let step, let word, let text?):
            (
                "LOOP-DEFINITION-6",
                "step \(step) has the dependency \(word.rawValue) with \"\(text)\", which is no time from 0 on that a plan can have",
                "Write a duration such as PT30M, or a number with its unit of time; until then it has none."
            )
        case .factor(let step, let word, nil):
            (
                "LOOP-DEFINITION-6", "step \(step) has the dependency \(word.rawValue) without a time",
                "Give it a factor; until then the step may begin at any time after the other one."
            )
        }
    }
}
