extension OperationsDefinition {
    /// All steps, outer ones before inner ones.
    package var allSegments: [OperationsSegment] {
        func walk(_ segments: [OperationsSegment]) -> [OperationsSegment] {
            segments.flatMap { [$0] + walk($0.children) }
        }
        return walk(segments)
    }

    /// Steps that wait for one another, the first one again at the end; nil when work can be done in some order.
    package var circle: [String]? {
        let segments = allSegments
        let precedences = graph(of: segments) { segment in
            segment.dependencies.filter { $0.dependency?.known?.isPrecedence ?? false }.flatMap {
                references(in: $0, segments)
            }
        }
        // The schema does not say which of the two directions these have: within themselves they are of one.
        let dependents = graph(of: segments) { $0.dependentSegmentIDs.map(\.matchingKey) }
        return precedences.circle ?? dependents.circle
    }

    /// The steps that dependencies name and the definition does not have, in the order of the document.
    package var unknownSegments: [String] {
        let segments = allSegments
        let ids = Set(segments.compactMap { $0.id?.matchingKey })
        let processes = Set(segments.flatMap(\.processSegmentIDs).map(\.matchingKey))
        return segments.flatMap { segment in
            let named = segment.dependencies.flatMap(\.segmentIDs) + segment.dependentSegmentIDs
            let byProcess = segment.dependencies.flatMap(\.processSegmentIDs)
            return named.map(\.matchingKey).filter { !ids.contains($0) && !processes.contains($0) }
                + byProcess.map(\.matchingKey).filter { !processes.contains($0) && !ids.contains($0) }
        }
    }

    private func graph(
        of segments: [OperationsSegment], _ others: (OperationsSegment) -> [String]
    ) -> StepGraph {
        StepGraph(
            segments.compactMap { segment in segment.id.map { ($0.matchingKey, others(segment)) } })
    }

    /// By their IDs; those that are named by a process segment are all that perform it.
    private func references(in dependency: SegmentDependency, _ segments: [OperationsSegment]) -> [String] {
        let processes = Set((dependency.processSegmentIDs + dependency.segmentIDs).map(\.matchingKey))
        let performing = segments.filter { segment in
            segment.processSegmentIDs.contains { processes.contains($0.matchingKey) }
        }
        return dependency.segmentIDs.map(\.matchingKey) + performing.compactMap { $0.id?.matchingKey }
    }
}

/// Steps with those that they wait for.
private struct StepGraph {
    private var names: [String] = []
    private var edges: [String: [String]] = [:]

    init(_ steps: [(String, [String])]) {
        for (name, others) in steps {
            if edges[name] == nil { names.append(name) }
            edges[name, default: []] += others
        }
    }

    /// Depth first, without recursion: a definition may have thousands of steps in a row.
    var circle: [String]? {
        var done: Set<String> = []
        for start in names where !done.contains(start) {
            var way = [start]
            var isOnWay: Set = [start]
            var rest = [(edges[start] ?? [])[...]]
            while let name = way.last {
                guard let next = rest[rest.count - 1].popFirst() else {
                    done.insert(name)
                    isOnWay.remove(name)
                    way.removeLast()
                    rest.removeLast()
                    continue
                }
                if isOnWay.contains(next), let first = way.firstIndex(of: next) {
                    return way[first...] + [next]
                }
                guard !done.contains(next), let others = edges[next] else { continue }
                way.append(next)
                isOnWay.insert(next)
                rest.append(others[...])
            }
        }
        return nil
    }
}
