import Diagnostics
import Operations
import Testing
import XMLSchema

@testable import Mapping

/// Value → document → text → validated document → value is the same value, for any value.
@Suite struct RoundTripTests {
    static let seeds: [UInt64] = Array(1...120)

    @Test(arguments: seeds)
    func requestedOperations(_ seed: UInt64) throws {
        var generator = ValueGenerator(seed: seed)
        try expectSame(generator.requestedOperations())
    }

    @Test(arguments: seeds)
    func operationsPerformance(_ seed: UInt64) throws {
        var generator = ValueGenerator(seed: seed)
        try expectSame(generator.performance())
    }

    @Test(arguments: seeds)
    func operationsDefinition(_ seed: UInt64) throws {
        var generator = ValueGenerator(seed: seed)
        try expectSame(generator.operationsDefinition())
    }

    @Test(arguments: seeds)
    func materialLot(_ seed: UInt64) throws {
        var generator = ValueGenerator(seed: seed)
        try expectSame(generator.lot())
    }

    @Test(arguments: seeds)
    func materialSubLot(_ seed: UInt64) throws {
        var generator = ValueGenerator(seed: seed)
        try expectSame(generator.subLot())
    }

    @Test(arguments: seeds)
    func materialInformation(_ seed: UInt64) throws {
        var generator = ValueGenerator(seed: seed)
        try expectSame(generator.materialInformation())
        try expectSame(generator.materialClass())
        try expectSame(generator.materialDefinition())
    }

    /// Numbers are compared by value; the text that is written a second time compares their scale too.
    private func expectSame<Noun: CanonicalNoun & Equatable>(_ value: Noun) throws {
        let schema = try Canonical.schema()
        let written = try value.document(schema)
        #expect(written.findings == [])
        let text = try text(of: written.value)
        let read = Noun.read(try #require(try Canonical.document(text).root))
        #expect(read.value == value)
        let losses = read.findings.filter { $0.code == "BIND-UNUSED-1" || $0.code == "BIND-NIL-1" }
        #expect(losses == [])
        let again = try #require(read.value).document(schema)
        #expect(try BindingTests.text(of: again.value) == text)
    }
}
