/// The dependencies of a definition's steps as those of the jobs of a request that follows it.
///
/// A job performs a step with all that is in it. Of a step that is several jobs, each keeps to what the step does, and
/// all of them are waited for. A step that the request does not have is passed over: what it waits for is waited for
/// instead.
struct RequestDependencies {
    /// By job, in the order of the jobs.
    private(set) var ofJob: [[JobDependency]]
    /// Steps of several jobs cannot be held to a latest start: which of the jobs it is for is not said.
    private(set) var unboundSteps: [(step: String, other: String)] = []
    /// Whether there are more than ``DefinedSteps/mostDependencies``; then not all of them are here.
    private(set) var isTooLarge = false
    private var count = 0

    private let steps: DefinedSteps
    private let plans: [JobPlan]
    /// By step: the jobs that perform it, a part of it, or what it is a part of.
    private var performers: [[Int]]
    private var graph: StepGraph

    /// Nil when a job is no step of the definition: then nobody knows what it waits for.
    init?(of plans: [JobPlan], following steps: DefinedSteps) {
        self.steps = steps
        self.plans = plans
        ofJob = [[JobDependency]](repeating: [], count: plans.count)
        performers = [[Int]](repeating: [], count: steps.segments.count)
        graph = StepGraph(count: plans.count)
        for (job, plan) in plans.enumerated() {
            guard let step = plan.definitionSegment.flatMap(steps.index) else { return nil }
            for other in steps.family(of: step) { performers[other].append(job) }
        }
        for constraint in steps.constraints { keep(constraint) }
    }

    /// Jobs that wait for one another, the first one again at the end; nil when work can be done in some order.
    var circle: [String]? {
        graph.circle?.map { plans[$0].path.joined(separator: "/") }
    }

    private mutating func keep(_ constraint: DefinedSteps.Constraint) {
        let jobs = performers[constraint.step]
        var constraint = constraint
        if constraint.maximumLag != nil, jobs.count > 1 || performers[constraint.other].count > 1 {
            unboundSteps.append((steps.name(constraint.step), steps.name(constraint.other)))
            constraint.maximumLag = nil
        }
        for (other, kind) in targets(of: constraint) {
            let isOwn = performers[constraint.other].contains(other)
            for job in jobs where job != other {
                count += 1
                guard count <= DefinedSteps.mostDependencies else {
                    isTooLarge = true
                    return
                }
                if kind.isPrecedence { graph.add(job, waitsFor: other) }
                merge(
                    JobDependency(
                        plans[other].id, kind, minimumLag: isOwn ? constraint.minimumLag : nil,
                        maximumLag: isOwn ? constraint.maximumLag : nil), into: job)
            }
        }
    }

    /// The jobs that perform the other step, else those that it waits for itself.
    private func targets(of constraint: DefinedSteps.Constraint) -> [(job: Int, kind: JobDependency.Kind)] {
        var targets: [(job: Int, kind: JobDependency.Kind)] = []
        var seen: Set<Int> = []
        var open = [(step: constraint.other, kind: constraint.kind)]
        while let (step, kind) = open.popLast() {
            guard seen.insert(step).inserted else { continue }
            guard performers[step].isEmpty else {
                targets += performers[step].map { ($0, kind) }
                continue
            }
            guard kind.isPrecedence else { continue }
            let before = steps.constraints.filter { $0.kind.isPrecedence && steps.isWithin(step, $0.step) }
            open += before.reversed().map { ($0.other, $0.kind) }
        }
        return targets
    }

    /// Two of one kind on one job are one, with the narrower limits.
    private mutating func merge(_ dependency: JobDependency, into job: Int) {
        let place = ofJob[job].firstIndex { $0.job == dependency.job && $0.kind == dependency.kind }
        guard let place else { return ofJob[job].append(dependency) }
        let known = ofJob[job][place]
        ofJob[job][place].minimumLag = [known.minimumLag, dependency.minimumLag].compactMap { $0 }.max()
        ofJob[job][place].maximumLag = [known.maximumLag, dependency.maximumLag].compactMap { $0 }.min()
    }
}
