import Testing

@testable import Operations

/// Gates of work in process that act together.
@Suite struct WorkInProcessGatesTests {
    private static func gates(_ pairs: (String, String)...) -> WorkInProcessGates {
        var gates = WorkInProcessGates()
        for (upstream, unit) in pairs { gates.set("3", from: upstream, to: unit) }
        return gates
    }

    private static func acting(_ gates: WorkInProcessGates) -> [String] {
        gates.all.filter(\.acts).map { "\($0.upstream) > \($0.unit)" }
    }

    @Test func whatClosesARingDoesNotAct() {
        var gates = Self.gates(("A", "B"), ("B", "C"), ("C", "A"), ("A", "C"), ("B", "A"), ("D", "D"))
        #expect(Self.acting(gates) == ["A > B", "B > C", "A > C"])
        #expect(gates.acting(on: "C").isEmpty && gates.acting(before: ["A", "D"]).isEmpty)
        #expect(gates.wouldCloseRing(from: "C", to: "B") && !gates.wouldCloseRing(from: "C", to: "E"))
        // Without the first one C > A closes none, and then A > C does.
        gates.set(nil, from: "A", to: "B")
        #expect(Self.acting(gates) == ["B > C", "C > A", "B > A"])
    }

    @Test func anotherCapLeavesAGateItsPlace() {
        var gates = Self.gates(("A", "B"), ("B", "A"))
        gates.set("5", from: "A", to: "B")
        #expect(Self.acting(gates) == ["A > B"])
        #expect(gates["A", "B"]?.cap == "5" && gates["B", "A"]?.cap == "3")
        gates.set(nil, from: "B", to: "C")
        #expect(gates.all.count == 2)
    }
}
