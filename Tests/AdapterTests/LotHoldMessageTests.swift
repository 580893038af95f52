import B2MML
import Diagnostics
import Journal
import Operations
import Testing
import XMLSchema

@testable import Adapter

/// A lot that is held, and one that is not any more, is told to the default partner at once.
@Suite struct LotHoldMessageTests {
    private func bench(
        _ set: SchemaSet, _ holds: LoopSettings.LotHolds = .partner, endpoint: Bool = true
    ) async throws -> Bench {
        let bench = try Bench()
        var erp = PartnerSettings(name: "erp")
        erp.set = set
        if endpoint { erp.endpoint = EndpointSettings(url: "http://erp.example/b2mml") }
        bench.settings.partners = ["erp": erp]
        bench.settings.defaultPartner = "erp"
        bench.settings.loop.lotHolds = holds
        try await bench.take(Message(noun: "MaterialLot", Message.lot).xml)
        return bench
    }

    @discardableResult
    private func perform(_ bench: Bench, _ command: ResourceCommand) async throws -> [Finding] {
        try await bench.writing { writer in
            try await writer.commit { draft in
                _ = try draft.perform(Command(.quality, .resourceManagement(command)))
                return try draft.tell(try bench.composer())
            }
        }
    }

    private func texts(_ bench: Bench, _ set: SchemaSet) async throws -> [String] {
        var texts: [String] = []
        for row in try await bench.outbox() where row.noun == "MaterialLot" {
            let bytes = try #require(try await bench.journal.content(of: row.id))
            let judged = try DocumentReader(library: Repository.library).read(
                MemoryBytes(bytes), source: "out", set: set)
            #expect(judged.verdict == .valid && row.root == "SyncMaterialLot" && row.key == "W-1")
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.contains(#"actionCode="Change""#) && text.contains("<ID>W-1</ID>"))
            #expect(text.contains("<MaterialDefinitionID>PAINT</MaterialDefinitionID>"))
            texts.append(text)
        }
        return texts
    }

    @Test(arguments: [SchemaSet.v0401, .v0500, .v0600, .v0700, .v0700of2020])
    func holdAndReleaseGoOut(_ set: SchemaSet) async throws {
        let bench = try await bench(set)
        #expect(try await perform(bench, .holdLot("W-1", material: nil, reason: "colour")).isEmpty)
        #expect(try await perform(bench, .holdLot("W-1", material: nil, reason: "odour")).isEmpty)
        #expect(try await perform(bench, .releaseLot("W-1", material: nil, reason: "colour")).isEmpty)
        #expect(try await texts(bench, set).count == 1)
        #expect(try await perform(bench, .releaseLot("W-1", material: nil, reason: "odour")).isEmpty)
        let (held, free): (String, String) =
            switch set {
            case .v0700, .v0700of2020:
                ("<Disposition>Restricted</Disposition>", "<Disposition>UnRestricted</Disposition>")
            default: ("<Status>Blocked</Status>", "<Status>Released</Status>")
            }
        let texts = try await texts(bench, set)
        #expect(texts.count == 2 && texts.first?.contains(held) == true, "\(texts)")
        #expect(texts.last?.contains(free) == true, "\(texts)")
        #expect(Set(try await bench.outbox().map(\.bodID)).count == 2)
    }

    @Test(arguments: [(LoopSettings.LotHolds.nobody, true), (.partner, false)])
    func onlyWhoIsToBeToldIsTold(_ holds: LoopSettings.LotHolds, _ endpoint: Bool) async throws {
        let bench = try await bench(.v0700, holds, endpoint: endpoint)
        #expect(try await perform(bench, .holdLot("W-1", material: nil, reason: "colour")).isEmpty)
        #expect(try await bench.outbox().isEmpty)
        #expect(try await bench.state().lots["W-1"]?.lot.disposition == .known(.restricted))
    }
}
