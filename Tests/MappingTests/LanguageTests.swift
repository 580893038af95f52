import Testing

@testable import Mapping

@Suite struct LanguageTests {
    @Test func aPathIsReadInItsParts() throws {
        let path = try LocationPath(parsing: "../A[2]/B-c[ID='x y' and D/@e=\"it's\"]/@f")
        #expect(path.ups == 1)
        #expect(path.steps.map(\.name) == [.named("A"), .named("B-c")])
        #expect(path.steps[0].predicates == [.position(2)])
        guard case .equals(let equalities)? = path.steps[1].predicates.first else {
            Issue.record("no equality")
            return
        }
        #expect(equalities.map(\.value) == ["x y", "it's"])
        #expect(equalities.map(\.steps) == [["ID"], ["D"]])
        #expect(equalities.map(\.attribute) == [nil, "e"])
        #expect(path.attribute == .named("f"))
        #expect(try LocationPath(parsing: " . ").isSelf)
        #expect(try LocationPath(parsing: "..").ups == 1)
    }

    @Test(arguments: [
        ("", 0), ("A//B", 2), ("A/", 2), ("A[0]", 2), ("A[ID=x]", 5), ("A[ID='x]", 5), ("A B", 2),
        ("child::A", 5), ("A[1", 3), ("@a/B", 2), ("7", 0),
    ])
    func whatIsNoPathIsRefusedAtItsPlace(_ text: String, _ offset: Int) {
        #expect {
            try LocationPath(parsing: text)
        } throws: { error in
            (error as? PathProblem)?.offset == offset
        }
    }

    @Test func anExpressionHasItsFunctionsInOrder() throws {
        let expression = try Expression(parsing: "A/B | trim | table( units ) | zone(Europe/Berlin)")
        #expect(expression.calls.map(\.name) == ["trim", "table", "zone"])
        #expect(expression.calls.map { $0.arguments.map(\.text) } == [[], ["units"], ["Europe/Berlin"]])
        #expect(try Expression(parsing: "'a | b'").operand == .literal("a | b"))
        guard case .stableID(let keys) = try Expression(parsing: "stable-id(../ID, B)").operand else {
            Issue.record("no stable-id")
            return
        }
        #expect(keys.map(\.ups) == [1, 0])
        #expect(keys.map { $0.steps.map(\.name) } == [[.named("ID")], [.named("B")]])
    }

    @Test func csvKeepsQuotesCommasAndLines() {
        let records = CommaSeparatedValues("\u{FEFF}a,b\r\n\r\n\"x, \"\"y\"\"\nz\", 1 \n,\n").records
        #expect(records.map(\.fields) == [["a", "b"], ["x, \"y\"\nz", " 1 "], ["", ""]])
        #expect(records.map(\.line) == [1, 3, 5])
    }

    @Test(arguments: [
        ("form", "from"), ("QtyString", "QuantityString"), ("DataTyp", "DataType"), ("xyz", nil),
        ("ID2", "ID"),
    ])
    func aMisspeltNameIsRecognised(_ name: String, _ meant: String?) {
        #expect(suggestion(for: name, among: ["ID", "from", "QuantityString", "DataType"]) == meant)
    }
}
