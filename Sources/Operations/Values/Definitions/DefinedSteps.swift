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
    /// Whether a dependency says what waits for what, and not the order of the segments: that two may be done at the
    /// same time is such a saying, too.
    private(set) var hasDependencies = false
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
        for (index, segment) in segments.enumerated() {
            for dependency in segment.dependencies { add(dependency, of: index) }
            for name in segment.dependentSegmentIDs.map(\.matchingKey) where steps(named: name).isEmpty {
                faults.append(.unknownStep(name))
            }
        }
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

    func index(of id: String) -> Int? { byID[id]?.first }

    func name(_ step: Int) -> String {
        let segment = segments[step]
        return segment.id?.matchingKey ?? segment.processSegmentIDs.first?.matchingKey ?? "#\(step + 1)"
    }

    // MARK: Dependencies

    private mutating func add(_ dependency: SegmentDependency, of step: Int) {
        let named = dependency.segmentIDs.map { ($0.matchingKey, steps(named: $0.matchingKey)) }
        let performing = dependency.processSegmentIDs.map {
            ($0.matchingKey, steps(performing: $0.matchingKey))
        }
        faults += (named + performing).filter(\.1.isEmpty).map { .unknownStep($0.0) }
        if named.isEmpty, performing.isEmpty { faults.append(.namesNoStep(step: name(step))) }
        guard let word = dependency.dependency?.known else {
            let word = dependency.dependency?.description ?? ""
            return faults.append(.unknownWord(step: name(step), word: word))
        }
        let factor = factor(of: dependency, word, step)
        let isByProcess =
            dependency.segmentIDs.map { byID[$0.matchingKey] == nil } + performing.map { _ in true }
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
        hasDependencies = true
        guard let kind = word.kind else { return }
        guard constraints.count < Self.mostDependencies else {
            isTooLarge = true
            return
        }
        let pairs =
            switch kind {
            case .notInParallel: [(step, other), (other, step)]
            case .afterStart, .afterEnd: [word.isReversed ? (other, step) : (step, other)]
            }
        constraints += pairs.map {
            Constraint(
                step: $0.0, other: $0.1, kind: kind, minimumLag: word.minimumLag(factor),
                maximumLag: word.maximumLag(factor))
        }
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
