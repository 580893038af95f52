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
    /// By job that a job depends on, and how: the place among the dependencies of each that does.
    private var places: [Place: Int] = [:]
    /// By step that no job performs: what is waited for instead.
    private var passedOver: [Int: [Target]] = [:]

    private let steps: DefinedSteps
    private let plans: [JobPlan]
    /// By step: the jobs that perform it, a part of it, or what it is a part of.
    private var performers: [[Int]]
    private var graph: StepGraph
    /// By step: what it waits for.
    private let precedences: [Int: [DefinedSteps.Constraint]]

    private struct Place: Hashable {
        var job: Int
        var other: Int
        var kind: JobDependency.Kind
    }

    private struct Target: Hashable {
        var job: Int
        var kind: JobDependency.Kind
    }

    /// Nil when a job is no step of the definition, or when it cannot be told which of several steps it is: then nobody
    /// knows what it waits for.
    init?(of plans: [JobPlan], following steps: DefinedSteps) {
        self.steps = steps
        self.plans = plans
        ofJob = [[JobDependency]](repeating: [], count: plans.count)
        performers = [[Int]](repeating: [], count: steps.segments.count)
        graph = StepGraph(count: plans.count)
        precedences = Dictionary(grouping: steps.constraints.filter(\.kind.isPrecedence), by: \.step)
        var own: [Int: Int] = [:]
        for (job, plan) in plans.enumerated() {
            guard let step = plan.definitionSegment.flatMap(steps.index) else { return nil }
            own[step, default: 0] += 1
            for other in steps.family(of: step) { performers[other].append(job) }
        }
        let isUnclear = own.contains { step, jobs in
            jobs > 1 && steps.peers(of: step).contains { $0 != step }
        }
        guard !isUnclear else { return nil }
        for constraint in steps.constraints where !isTooLarge { keep(constraint) }
    }

    /// Jobs that wait for one another, the first one again at the end; nil when work can be done in some order.
    var circle: [String]? {
        graph.circle?.map { plans[$0].path.joined(separator: "/") }
    }

    private mutating func keep(_ constraint: DefinedSteps.Constraint) {
        let jobs = performers[constraint.step]
        guard !jobs.isEmpty else { return }
        var constraint = constraint
        if constraint.maximumLag != nil, jobs.count > 1 || performers[constraint.other].count > 1 {
            unboundSteps.append((steps.name(constraint.step), steps.name(constraint.other)))
            constraint.maximumLag = nil
        }
        let isOwn = !performers[constraint.other].isEmpty
        for target in targets(of: constraint) {
            let (other, kind) = (target.job, target.kind)
            for job in jobs where job != other {
                count += 1
                guard count <= DefinedSteps.mostDependencies else {
                    isTooLarge = true
                    return
                }
                if kind.isPrecedence { graph.add(job, waitsFor: other) }
                let dependency = JobDependency(
                    plans[other].id, kind, minimumLag: isOwn ? constraint.minimumLag : nil,
                    maximumLag: isOwn ? constraint.maximumLag : nil)
                merge(dependency, at: Place(job: job, other: other, kind: kind))
            }
        }
    }

    /// The jobs that perform the other step, else those that it waits for itself.
    private mutating func targets(of constraint: DefinedSteps.Constraint) -> [Target] {
        let (other, kind) = (constraint.other, constraint.kind)
        guard performers[other].isEmpty else { return performers[other].map { Target(job: $0, kind: kind) } }
        guard kind.isPrecedence else { return [] }
        if let known = passedOver[other] { return known }
        let found = targets(insteadOf: other)
        passedOver[other] = found
        return found
    }

    private func targets(insteadOf step: Int) -> [Target] {
        var targets: [Target] = []
        var known: Set<Target> = []
        var seen: Set<Int> = []
        var open = [step]
        func add(_ target: Target) {
            if known.insert(target).inserted { targets.append(target) }
        }
        while let step = open.popLast() {
            guard seen.insert(step).inserted else { continue }
            if let found = passedOver[step] {
                found.forEach(add)
                continue
            }
            for before in waits(of: step).reversed() {
                if performers[before.other].isEmpty {
                    open.append(before.other)
                } else {
                    for job in performers[before.other] { add(Target(job: job, kind: before.kind)) }
                }
            }
        }
        return targets
    }

    /// What a step waits for, on its own account and on that of what it is in and what is in it.
    private func waits(of step: Int) -> [DefinedSteps.Constraint] {
        steps.family(of: step).flatMap { precedences[$0] ?? [] }
    }

    /// Two of one kind on one job are one, with the narrower limits.
    private mutating func merge(_ dependency: JobDependency, at place: Place) {
        let job = place.job
        guard let index = places[place] else {
            places[place] = ofJob[job].count
            return ofJob[job].append(dependency)
        }
        let known = ofJob[job][index]
        ofJob[job][index].minimumLag = [known.minimumLag, dependency.minimumLag].compactMap { $0 }.max()
        ofJob[job][index].maximumLag = [known.maximumLag, dependency.maximumLag].compactMap { $0 }.min()
    }
}
