/// The gates of work in process that are in force.
package struct WorkInProcessGates: Codable, Hashable, Sendable {
    /// In the order in which they took effect; another cap leaves a gate its place.
    package private(set) var all: [WorkInProcessGate] = []

    package subscript(upstream: String, unit: String) -> WorkInProcessGate? {
        all.first { $0.upstream == upstream && $0.unit == unit }
    }

    /// Those that act and keep a unit from starting work.
    func acting(on upstream: String) -> [WorkInProcessGate] {
        all.filter { $0.acts && $0.upstream == upstream }
    }

    /// Those that act on account of what waits before some units.
    func acting(before units: Set<String>) -> [WorkInProcessGate] {
        all.filter { $0.acts && units.contains($0.unit) }
    }

    /// Whether one more could make units wait for one another, or for themselves.
    func wouldCloseRing(from upstream: String, to unit: String) -> Bool {
        Self.leads(from: unit, to: upstream, by: all)
    }

    /// A cap, or none, for what waits before a unit.
    mutating func set(_ cap: ExactDecimal?, from upstream: String, to unit: String) {
        let index = all.firstIndex { $0.upstream == upstream && $0.unit == unit }
        switch (cap, index) {
        case (let cap?, let index?): all[index].cap = cap
        case (let cap?, nil): all.append(WorkInProcessGate(upstream: upstream, unit: unit, cap: cap))
        case (nil, let index?): all.remove(at: index)
        case (nil, nil): return
        }
        findRings()
    }

    private mutating func findRings() {
        var before: [WorkInProcessGate] = []
        for var gate in all {
            gate.acts = !Self.leads(from: gate.unit, to: gate.upstream, by: before)
            before.append(gate)
        }
        all = before
    }

    private static func leads(from start: String, to end: String, by gates: [WorkInProcessGate]) -> Bool {
        var open = [start]
        var seen: Set<String> = []
        while let unit = open.popLast() {
            if unit == end { return true }
            guard seen.insert(unit).inserted else { continue }
            open += gates.filter { $0.acts && $0.upstream == unit }.map(\.unit)
        }
        return false
    }
}
