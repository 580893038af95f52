/// Compiles regular expressions to one deterministic automaton: no expression makes matching slow, and one that would
/// make the automaton large is refused.
struct PatternCompiler {
    enum Problem: Error {
        case malformed(String)
        /// Says what there is too much of.
        case tooLarge(String)
    }

    /// Character positions after counters are written out.
    static let maximumPositions = 20_000
    static let maximumStates = 4_096
    /// Entries of the transition table.
    static let maximumTransitions = 1_000_000
    /// Members of all subsets met, which bounds the time that compiling takes.
    private static let maximumWork = 5_000_000

    /// A state before determinisation: it moves on its set of characters, or on nothing.
    private struct Node {
        var set = -1
        var next: Int32 = -1
        var alternative: Int32 = -1
    }

    private var nodes: [Node] = []
    private var sets: [ScalarSet] = []
    private var setIndices: [ScalarSet: Int] = [:]

    private init() {}

    /// - Returns: the pattern that a value matches when it matches one of the expressions.
    static func compile(_ expressions: [String]) throws(Problem) -> Pattern {
        var branches: [RegularExpression] = []
        var alternatives: [String] = []
        for expression in expressions {
            let parsed: [(text: String, RegularExpression)]
            do {
                parsed = try RegularExpressionParser.branches(of: expression)
            } catch {
                throw .malformed(error.message)
            }
            branches += parsed.map(\.1)
            alternatives += parsed.map(\.text)
        }
        let whole = RegularExpression.choice(branches)
        guard whole.size <= maximumPositions else {
            throw .tooLarge("more than \(maximumPositions) characters when its counters are written out")
        }
        var compiler = PatternCompiler()
        let end = compiler.add(Node())
        let start = compiler.add(whole, before: end)
        return Pattern(
            alternatives: alternatives, automaton: try compiler.determinise(start: start, end: end))
    }

    // MARK: States that move on nothing

    private mutating func add(_ node: Node) -> Int32 {
        nodes.append(node)
        return Int32(nodes.count - 1)
    }

    /// Adds states that read the expression and go on at `next`; answers the first.
    private mutating func add(_ expression: RegularExpression, before next: Int32) -> Int32 {
        switch expression {
        case .set(let set):
            return add(Node(set: index(of: set), next: next))
        case .sequence(let parts):
            return parts.reversed().reduce(next) { add($1, before: $0) }
        case .choice(let parts):
            return parts.reduce(-1) { first, part in
                let start = add(part, before: next)
                return first < 0 ? start : add(Node(next: first, alternative: start))
            }
        case .repeated(let part, let min, let max):
            var start = next
            if let max {
                for _ in min..<Swift.max(max, min) {
                    start = add(Node(next: add(part, before: start), alternative: next))
                }
            } else {
                let loop = add(Node(alternative: next))
                nodes[Int(loop)].next = add(part, before: loop)
                start = loop
            }
            for _ in 0..<min { start = add(part, before: start) }
            return start
        }
    }

    private mutating func index(of set: ScalarSet) -> Int {
        if let known = setIndices[set] { return known }
        sets.append(set)
        setIndices[set] = sets.count - 1
        return sets.count - 1
    }

    // MARK: Classes of characters

    /// Which scalars no set tells apart.
    private struct Classes {
        /// The first scalar of each range, ascending from 0, and its class.
        var starts: [UInt32] = []
        var classes: [UInt16] = []
        var count = 0
        /// The classes of each set.
        var members: [[Int]] = []

        mutating func append(_ start: UInt32, class kind: UInt16) {
            starts.append(start)
            classes.append(kind)
        }
    }

    private func classes() throws(Problem) -> Classes {
        var starts: Set<UInt32> = [0, 128]
        for range in sets.lazy.flatMap(\.ranges) {
            starts.insert(range.lowerBound)
            if range.upperBound < 0x10FFFF { starts.insert(range.upperBound + 1) }
        }
        var result = Classes(members: Array(repeating: [], count: sets.count))
        var known: [[Int]: UInt16] = [:]
        for start in starts.sorted() {
            let owners = sets.indices.filter { sets[$0].contains(start) }
            if let known = known[owners] {
                result.append(start, class: known)
                continue
            }
            guard result.count < Self.maximumStates else { throw .tooLarge("too many kinds of characters") }
            let new = UInt16(result.count)
            known[owners] = new
            for owner in owners { result.members[owner].append(result.count) }
            result.count += 1
            result.append(start, class: new)
        }
        return result
    }

    // MARK: Subsets

    private func determinise(start: Int32, end: Int32) throws(Problem) -> PatternAutomaton {
        let classes = try classes()
        var subsets = Subsets(nodes: nodes.count)
        var transitions: [UInt16] = Array(repeating: 0, count: classes.count)
        var accepting: [UInt8] = [0]
        var pending: [[Int32]] = []
        var known: [[Int32]: UInt16] = [[]: 0]
        var work = 0

        func state(_ subset: [Int32]) throws(Problem) -> UInt16 {
            if let state = known[subset] { return state }
            guard known.count < Self.maximumStates else {
                throw .tooLarge("more than \(Self.maximumStates) states when it is compiled")
            }
            guard transitions.count + classes.count <= Self.maximumTransitions else {
                throw .tooLarge("more than \(Self.maximumTransitions) transitions when it is compiled")
            }
            let state = UInt16(known.count)
            known[subset] = state
            accepting.append(subset.contains(end) ? 1 : 0)
            transitions += repeatElement(0, count: classes.count)
            pending.append(subset)
            return state
        }

        _ = try state(subsets.closure(of: [start], nodes))
        var next = 0
        while next < pending.count {
            let subset = pending[next]
            next += 1
            var targets: [[Int32]] = Array(repeating: [], count: classes.count)
            for index in subset where nodes[Int(index)].set >= 0 {
                for member in classes.members[nodes[Int(index)].set] {
                    targets[member].append(nodes[Int(index)].next)
                }
                work += 1
            }
            var closures: [[Int32]: UInt16] = [[]: 0]
            for (member, target) in targets.enumerated() {
                let reached: UInt16
                if let known = closures[target] {
                    reached = known
                } else {
                    let closure = subsets.closure(of: target, nodes)
                    work += closure.count
                    reached = try state(closure)
                    closures[target] = reached
                }
                transitions[next * classes.count + member] = reached
            }
            guard work <= Self.maximumWork else {
                throw .tooLarge("too many combinations of its parts to compile")
            }
        }
        return automaton(classes, transitions, accepting)
    }

    private func automaton(
        _ classes: Classes, _ transitions: [UInt16], _ accepting: [UInt8]
    ) -> PatternAutomaton {
        var ascii: [UInt16] = []
        var starts: [UInt32] = []
        var kinds: [UInt16] = []
        for (index, start) in classes.starts.enumerated() {
            if start < 128 {
                let end = classes.starts[index + 1]
                ascii += repeatElement(classes.classes[index], count: Int(end - start))
            } else {
                starts.append(start)
                kinds.append(classes.classes[index])
            }
        }
        return PatternAutomaton(
            asciiClasses: ascii, rangeStarts: starts, rangeClasses: kinds, classCount: Int32(classes.count),
            transitions: transitions, accepting: accepting)
    }

    /// The states that can be reached without a character, kept sorted; only those that read one, and the end.
    private struct Subsets {
        private var marks: [Int]
        private var round = 0
        private var stack: [Int32] = []

        init(nodes: Int) {
            marks = Array(repeating: 0, count: nodes)
        }

        mutating func closure(of starts: [Int32], _ nodes: [Node]) -> [Int32] {
            round += 1
            stack = starts
            var result: [Int32] = []
            while let index = stack.popLast() {
                guard marks[Int(index)] != round else { continue }
                marks[Int(index)] = round
                let node = nodes[Int(index)]
                if node.set >= 0 || node.next < 0 && node.alternative < 0 {
                    result.append(index)
                } else {
                    if node.next >= 0 { stack.append(node.next) }
                    if node.alternative >= 0 { stack.append(node.alternative) }
                }
            }
            return result.sorted()
        }
    }
}
