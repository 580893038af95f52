/// The steps of a definition, and what they keep to on account of one another.
struct DefinedSteps {
    /// Outer ones before inner ones, else in the order of the document.
    let segments: [OperationsSegment]
    /// By step: the index after its last descendant.
    private var ends: [Int] = []
    /// By step: the one that it is a part of.
    private var parents: [Int?] = []
    private var byID: [String: [Int]] = [:]
    private var byProcess: [String: [Int]] = [:]
    private(set) var constraints: [Constraint] = []
    /// Whether a dependency says what waits for what, and not the order of the segments. That two may be done at the
    /// same time alone does not say it.
    private(set) var hasDependencies = false
    /// Latest starts, before it is known what else relates the two steps.
    private var limits: [Constraint] = []
    /// Steps that begin when the other one does, and the other one.
    private var together: Set<[Int]> = []
    /// Steps with a dependency that cannot be understood.
    private var unclear: [Int] = []
    /// By step: whether a dependency names it, or it has one.
    private var isRelated: [Bool] = []
    /// How many constraints, the last ones, stand in for what cannot be understood.
    private var assumed = 0
    private(set) var faults: [Fault] = []
    /// Whether there are more than ``mostDependencies``; then not all of them are here.
    private(set) var isTooLarge = false

    /// A short document can name a process segment in each step that each step performs: that many are refused.
    static let mostDependencies = 100_000

    /// What a step keeps to on account of another one, both by index.
    struct Constraint {
        var step: Int
        var other: Int
        var kind: JobDependency.Kind
        var minimumLag: TimeSpan?
        var maximumLag: TimeSpan?
    }

    /// Why a dependency is not kept to, or not in full.
    enum Fault: Hashable {
        case unknownStep(String)
        case unknownWord(step: String, word: String)
        case namesNoStep(step: String)
        /// It has no time where it needs one, or one that cannot be used.
        case factor(step: String, word: KnownDependency, text: String?)
    }

    init(_ definition: OperationsDefinition) {
        segments = definition.allSegments
        for segment in definition.segments { nest(segment, in: nil) }
        for (index, segment) in segments.enumerated() {
            if let id = segment.id?.matchingKey { byID[id, default: []].append(index) }
            for process in Set(segment.processSegmentIDs.map(\.matchingKey)) {
                byProcess[process, default: []].append(index)
            }
        }
        isRelated = [Bool](repeating: false, count: segments.count)
        for (index, segment) in segments.enumerated() {
            for dependency in segment.dependencies { add(dependency, of: index) }
            for name in segment.dependentSegmentIDs.map(\.matchingKey) where steps(named: name).isEmpty {
                faults.append(.unknownStep(name))
            }
        }
        settleLimits()
        if hasDependencies { assume() }
    }

    private mutating func nest(_ segment: OperationsSegment, in parent: Int?) {
        let index = ends.count
        ends.append(0)
        parents.append(parent)
        for child in segment.children { nest(child, in: index) }
        ends[index] = ends.count
    }

    /// By ID, else all that perform the process segment.
    private func steps(named name: String) -> [Int] { byID[name] ?? byProcess[name] ?? [] }

    private func steps(performing name: String) -> [Int] { byProcess[name] ?? byID[name] ?? [] }

    /// Itself, what is in it, and what it is in.
    func family(of step: Int) -> [Int] {
        Array(step..<ends[step]) + sequence(first: step) { parents[$0] }.dropFirst()
    }

    /// Nil also when more than one step has the ID.
    func index(of id: String) -> Int? { byID[id].flatMap { $0.count == 1 ? $0[0] : nil } }

    /// Those that perform a process segment that the step performs.
    func peers(of step: Int) -> [Int] {
        segments[step].processSegmentIDs.flatMap { byProcess[$0.matchingKey] ?? [] }
    }

    func name(_ step: Int) -> String {
        let segment = segments[step]
        return segment.id?.matchingKey ?? segment.processSegmentIDs.first?.matchingKey ?? "#\(step + 1)"
    }

    // MARK: Dependencies

    private mutating func add(_ dependency: SegmentDependency, of step: Int) {
        let ids = dependency.productSegmentIDs + dependency.segmentIDs
        let named = ids.map { ($0.matchingKey, steps(named: $0.matchingKey)) }
        let performing = dependency.processSegmentIDs.map {
            ($0.matchingKey, steps(performing: $0.matchingKey))
        }
        let unknown = (named + performing).filter(\.1.isEmpty)
        faults += unknown.map { .unknownStep($0.0) }
        let isNamingAll = unknown.isEmpty && !(named.isEmpty && performing.isEmpty)
        if !isNamingAll || dependency.dependency?.known == nil { unclear.append(step) }
        if named.isEmpty, performing.isEmpty { faults.append(.namesNoStep(step: name(step))) }
        guard let word = dependency.dependency?.known else {
            let word = dependency.dependency?.description ?? ""
            return faults.append(.unknownWord(step: name(step), word: word))
        }
        let factor = factor(of: dependency, word, step)
        let isByProcess =
            ids.map { byID[$0.matchingKey] == nil } + performing.map { _ in true }
        for (other, isByProcess) in zip((named + performing).map(\.1), isByProcess) {
            for other in other where !(isByProcess && other == step) { add(word, factor, step, other) }
        }
    }

    private mutating func factor(
        of dependency: SegmentDependency, _ word: KnownDependency, _ step: Int
    ) -> TimeSpan? {
        guard let value = dependency.factor else {
            if word.needsFactor { faults.append(.factor(step: name(step), word: word, text: nil)) }
            return nil
        }
        let span = TimeSpan(value)
        if let span, span >= .zero, span <= JobDependency.longestLag { return span }
        faults.append(.factor(step: name(step), word: word, text: value.text))
        return nil
    }

    private mutating func add(_ word: KnownDependency, _ factor: TimeSpan?, _ step: Int, _ other: Int) {
        isRelated[step] = true
        isRelated[other] = true
        guard let kind = word.kind else { return }
        hasDependencies = true
        if word == .atStart, factor ?? .zero == .zero {
            guard !together.contains([other, step]) || step == other else { return }
            together.insert([step, other])
        }
        guard constraints.count + limits.count < Self.mostDependencies else {
            isTooLarge = true
            return
        }
        let pairs =
            switch kind {
            case .notInParallel: [(step, other), (other, step)]
            case .afterStart, .afterEnd, .noLaterAfterEnd: [word.isReversed ? (other, step) : (step, other)]
            }
        let new = pairs.map {
            Constraint(
                step: $0.0, other: $0.1, kind: kind, minimumLag: word.minimumLag(factor),
                maximumLag: word.maximumLag(factor))
        }
        if word.needsFactor { limits += new } else { constraints += new }
    }

    /// Where something else has the step wait for the other one, a latest start is only that; where the other one waits
    /// for the step, it is kept to anyway.
    private mutating func settleLimits() {
        var kinds: [[Int]: Set<JobDependency.Kind>] = [:]
        for constraint in constraints where constraint.kind.isPrecedence {
            kinds[[constraint.step, constraint.other], default: []].insert(constraint.kind)
        }
        for var limit in limits {
            let pair = [limit.step, limit.other]
            if limit.step != limit.other, kinds[[limit.other, limit.step]] != nil { continue }
            if limit.kind == .afterEnd, let known = kinds[pair], !known.contains(.afterEnd) {
                limit.kind = .noLaterAfterEnd
            } else {
                kinds[pair, default: []].insert(limit.kind)
            }
            constraints.append(limit)
        }
        limits = []
    }

    // MARK: What cannot be understood

    /// A step whose dependency cannot be understood waits for the one before it, unless that makes a circle.
    private mutating func assume() {
        let understood = constraints
        for step in Set(unclear).sorted() {
            guard let before = before(step) else { continue }
            constraints.append(Constraint(step: step, other: before, kind: .afterEnd))
            isRelated[before] = true
            isRelated[step] = true
        }
        if circle != nil { constraints = understood }
        assumed = constraints.count - understood.count
    }

    /// In the order of the document; nil for the first one and what it begins with.
    private func before(_ step: Int) -> Int? {
        var step = step
        while step > 0, let parent = parents[step], parent == step - 1 { step = parent }
        guard step > 0 else { return nil }
        return sequence(first: step - 1) { parents[$0] }.first { parents[$0] == parents[step] }
    }

    /// Without what stands in for what cannot be understood; nil when there is nothing of it.
    var withoutAssumptions: DefinedSteps? {
        guard assumed > 0 else { return nil }
        var steps = self
        steps.constraints.removeLast(assumed)
        steps.assumed = 0
        return steps
    }

    /// Steps that no dependency relates to another one while others are related; of those in one another, the outer
    /// one.
    var unrelated: [String] {
        guard hasDependencies else { return [] }
        var isFree = isRelated.map { !$0 }
        for step in segments.indices.reversed() where !isFree[step] {
            if let parent = parents[step] { isFree[parent] = false }
        }
        var isInRelated = isRelated
        for step in segments.indices {
            if let parent = parents[step], isInRelated[parent] { isInRelated[step] = true }
        }
        let free = segments.indices.map { isFree[$0] && !isInRelated[$0] }
        return segments.indices.filter { free[$0] && !(parents[$0].map { free[$0] } ?? false) }.map(name)
    }

    // MARK: Circles

    /// Steps that wait for one another, the first one again at the end; nil when work can be done in some order.
    var circle: [String]? {
        var precedences = StepGraph(count: segments.count)
        for constraint in constraints where constraint.kind.isPrecedence {
            precedences.add(constraint.step, waitsFor: constraint.other)
        }
        // The schema does not say which of the two directions these have: within themselves they are of one.
        var dependents = StepGraph(count: segments.count)
        for (index, segment) in segments.enumerated() {
            for other in segment.dependentSegmentIDs.flatMap({ byID[$0.matchingKey] ?? [] }) {
                dependents.add(index, waitsFor: other)
            }
        }
        return (precedences.circle ?? dependents.circle)?.map(name)
    }
}
