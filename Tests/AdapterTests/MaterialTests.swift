import Diagnostics
import Journal
import Operations
import Testing

@testable import Adapter

@Suite struct MaterialTests {
    @Test(arguments: JournalKind.allCases)
    func lotsAndDefinitionsAreStored(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        let lot = try await bench.take(Message(noun: "MaterialLot", Message.lot).xml)
        #expect(lot.outcome == .imported && lot.objects.map(\.noun) == ["MaterialLot"], "\(lot.findings)")
        let definition = try await bench.take(
            Message(noun: "MaterialDefinition", "<ID>PAINT</ID><Description>Paint</Description>").xml)
        #expect(definition.outcome == .imported, "\(definition.findings)")
        let state = try await bench.state()
        #expect(state.lots["W-1"] != nil && state.materialDefinitions["PAINT"] != nil)
    }

    /// A noun without an envelope that is a record itself.
    @Test(arguments: [
        ("MaterialLot", "<ID>L</ID>"), ("MaterialDefinition", "<ID>D</ID>"),
        ("MaterialInformation", "<ID>I</ID><MaterialLot><ID>L</ID></MaterialLot>"),
    ])
    func aBareNounIsTakenIn(_ noun: String, _ content: String) async throws {
        let bench = try Bench()
        let text = "<\(noun) xmlns=\"http://www.mesa.org/xml/B2MML\">\(content)</\(noun)>"
        let result = try await bench.take(text)
        #expect(result.outcome == .imported && result.objects.count == 1, "\(result.findings)")
        #expect(try await bench.take(text).outcome == .duplicate)
    }

    @Test func anInformationHoldsManyObjectsOfSeveralKinds() async throws {
        let bench = try Bench()
        let result = try await bench.take(
            Message(
                noun: "MaterialInformation",
                """
                <MaterialClass><ID>C</ID></MaterialClass>
                <MaterialDefinition><ID>D1</ID></MaterialDefinition>
                <MaterialDefinition><ID>D2</ID></MaterialDefinition>
                <MaterialLot><ID>L</ID></MaterialLot>
                """
            ).xml)
        #expect(result.outcome == .imported, "\(result.findings)")
        #expect(result.objects.map(\.id) == ["C", "D1", "D2", "L"])
        #expect(Set(result.objects.map(\.noun)) == ["MaterialClass", "MaterialDefinition", "MaterialLot"])
    }

    @Test func aLotIsRevisedAndAnOlderDescriptionIsStale() async throws {
        let bench = try Bench()
        let first = Message(noun: "MaterialLot", Message.lot)
        try await bench.take(first.xml)
        var later = first
        later.created = "2026-03-01T18:00:00+01:00"
        later.content = Message.lot.replacing("Released", with: "Blocked")
        #expect(try await bench.take(later.xml).outcome == .revised)
        var older = first
        older.created = "2026-03-01T08:00:00+01:00"
        older.content = Message.lot.replacing("Released", with: "Quarantine")
        #expect(try await bench.take(older.xml).outcome == .stale)
        let lot = try await bench.state().lots["W-1"]
        #expect("\(String(describing: lot))".contains("Blocked"))
    }

    /// A Cancel must not be taken for another description of the lot.
    @Test func aLotIsNotCancelled() async throws {
        let bench = try Bench()
        try await bench.take(Message(noun: "MaterialLot", Message.lot).xml)
        let before = try await bench.events()
        let cancel = Message(verb: "Cancel", noun: "MaterialLot", Message.lot).with {
            $0.created = "2026-03-01T18:00:00+01:00"
        }
        let result = try await bench.take(cancel.xml)
        #expect(result.outcome == .refused && result.findings.map(\.code) == ["IMPORT-CANCEL-1"])
        #expect(try await bench.events() == before)
    }
}
