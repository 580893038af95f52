/// Steps or jobs, by index, with those that each waits for.
struct StepGraph {
    private var others: [[Int]]

    init(count: Int) {
        others = [[Int]](repeating: [], count: count)
    }

    mutating func add(_ step: Int, waitsFor other: Int) {
        others[step].append(other)
    }

    /// Those that wait for one another, the first one again at the end; nil when work can be done in some order.
    var circle: [Int]? { walk().circle }

    /// Each after all that it waits for, else in the order of the indices; nil when there is a circle.
    var order: [Int]? {
        let (order, circle) = walk()
        return circle == nil ? order : nil
    }

    /// Depth first, without recursion: a definition may have thousands of steps in a row.
    private func walk() -> (order: [Int], circle: [Int]?) {
        var order: [Int] = []
        var isDone = [Bool](repeating: false, count: others.count)
        var isOnWay = isDone
        for start in others.indices where !isDone[start] {
            var way = [start]
            isOnWay[start] = true
            var rest = [others[start][...]]
            while let step = way.last {
                guard let next = rest[rest.count - 1].popFirst() else {
                    isDone[step] = true
                    isOnWay[step] = false
                    order.append(step)
                    way.removeLast()
                    rest.removeLast()
                    continue
                }
                if isOnWay[next], let first = way.firstIndex(of: next) {
                    return (order, way[first...] + [next])
                }
                guard !isDone[next] else { continue }
                way.append(next)
                isOnWay[next] = true
                rest.append(others[next][...])
            }
        }
        return (order, nil)
    }
}
