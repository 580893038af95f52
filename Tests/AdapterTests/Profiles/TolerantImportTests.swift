import B2MML
import Diagnostics
import Journal
import Operations
import Testing

@testable import Adapter

/// Deliveries that are not as the specification says, from partners who are known for that.
@Suite struct TolerantImportTests {
    private func bench(_ kind: JournalKind = .memory, _ profile: Profile = .tolerant) throws -> Bench {
        let bench = try Bench(kind)
        bench.settings.zone = "Europe/Berlin"
        var erp = PartnerSettings(name: "erp")
        erp.senders = ["ERP"]
        erp.profile = profile
        bench.settings.partners["erp"] = erp
        return bench
    }

    /// Without releaseID, in a namespace of nobody's, in disorder, with an empty end.
    private static func habits(_ orders: Order...) -> String {
        Message(orders: orders).xml
            .replacing(" releaseID=\"\"", with: "").replacing("B2MML-V0401", with: "B2MML-v0400")
            .replacing("<ID>0010</ID>\n", with: "\n")
            .replacing(
                "<QuantityString>500.000</QuantityString><DataType>decimal</DataType>",
                with: "\n<DataType>decimal</DataType>\n<QuantityString>500.000</QuantityString>"
            )
            .replacing("<SegmentRequirement>", with: "<EndTime/><SegmentRequirement>")
    }

    @Test(arguments: JournalKind.allCases) func habitsAreReadAndRecorded(_ kind: JournalKind) async throws {
        let bench = try bench(kind)
        let text = Self.habits(Order())
        let result = try await bench.take(text)
        #expect(result.outcome == .imported, "\(result.findings)")
        #expect(result.partner == "erp")
        #expect(result.objects.map(\.id) == ["000000451207"])
        let codes = Set(result.findings.map(\.code.rawValue).filter { $0.hasPrefix("DEV-") })
        #expect(codes == ["DEV-NS-2", "DEV-RELEASE-1", "DEV-ORDER-1", "DEV-EMPTY-1"])
        let message = try #require(try await bench.messages().first)
        #expect(message.inForce.schemas?.name == "V0401")
        #expect(try await bench.journal.findings(of: message.id) == result.findings)
        let kept = try await bench.journal.content(of: message.id, in: 0..<text.utf8.count)
        #expect(kept == Array(text.utf8))
        #expect(try await bench.take(text).outcome == .duplicate)
    }

    /// The same message in one and the other form is the same business.
    @Test func theRecordsAreThoseOfTheCleanMessage() async throws {
        let habit = try bench()
        _ = try await habit.take(Self.habits(Order()))
        let clean = try bench()
        _ = try await clean.take(Message(Order()).xml)
        #expect(try await habit.state().requests == clean.state().requests)
    }

    @Test func largeOnesAreCommittedInBatches() async throws {
        let bench = try bench()
        bench.settings.wholeDocumentSize = 10
        bench.settings.recordsPerCommit = 2
        let text = Message(orders: (1...7).map { Order(id: "\($0)") }).xml.replacing(
            " releaseID=\"\"", with: "")
        let result = try await bench.take(text)
        #expect(result.outcome == .imported && result.objects.count == 7)
        #expect(try await bench.messages().first?.progress.cursor.committed == 7)
    }

    @Test func findingsPointIntoTheDocumentAsItWasSent() async throws {
        let bench = try bench()
        let text = Self.habits(Order(id: "1"), Order(id: "2", quantity: "12,5"))
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
            $0.contains("12,5")
        }
        let result = try await bench.take(text)
        #expect(result.outcome == .refused)
        let fault = try #require(result.findings.first { $0.severity == .error })
        #expect(fault.place.line == line.map { $0 + 1 }, "\(fault)")
    }

    @Test func aStrictPartnerIsNotRead() async throws {
        let bench = try bench(.memory, .strict)
        bench.settings.partners["other"] = {
            var other = PartnerSettings(name: "other")
            other.profile = .tolerant
            return other
        }()
        let result = try await bench.take(Self.habits(Order()))
        #expect(result.outcome == .refused)
        #expect(result.findings.map(\.code) == ["SET-NAMESPACE-1"])
        #expect(try await bench.take(Self.habits(Order()), partner: "other").outcome == .imported)
    }

    @Test func aDeviationThatWeighsAsAnErrorKeepsTheMessageOut() async throws {
        var profile = Profile.tolerant
        profile[.releaseMissing].severity = .error
        let bench = try bench(.sqlite, profile)
        let result = try await bench.take(Self.habits(Order()))
        #expect(result.outcome == .refused)
        #expect(result.findings.contains { $0.code == "DEV-RELEASE-1" && $0.severity == .error })
        #expect(try await bench.events().isEmpty)
    }

    /// What is valid is weighed, too.
    @Test func aValidHabitCanKeepTheMessageOut() async throws {
        var profile = Profile.tolerant
        let blanks = Message(Order(id: "4711 ")).xml
        let noting = try bench(.memory, profile)
        let noted = try await noting.take(blanks)
        #expect(noted.outcome == .imported)
        #expect(noted.findings.contains { $0.code == "DEV-BLANK-1" })
        profile[.identifierBlanks].severity = .error
        let refusing = try bench(.memory, profile)
        #expect(try await refusing.take(blanks).outcome == .refused)
    }

    @Test func severalMessagesAreNotOneDelivery() async throws {
        let bench = try bench()
        let message = Message(Order()).xml.replacing("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", with: "")
        let one = try await bench.take("<Queue>\(message)</Queue>")
        #expect(one.outcome == .imported)
        #expect(one.findings.contains { $0.code == "DEV-WRAP-3" })
        let two = try await bench.take("<Queue>\(message)\(message)</Queue>")
        #expect(two.outcome == .refused)
        #expect(two.findings.first?.code == "IMPORT-MESSAGES-1")
    }

    @Test func whatNoReadingAcceptsIsRefusedWithWhatIsLeft() async throws {
        let bench = try bench()
        let text = Self.habits(Order()).replacing("<ProcessSegmentID>Mixing", with: "<Nonsense>Mixing")
            .replacing(
                "Mixing</ProcessSegmentID>",
                with: "Mixing</Nonsense><EarliestStartTime>soon</EarliestStartTime>")
        let result = try await bench.take(text)
        #expect(result.outcome == .refused)
        #expect(result.findings.first?.code == "XSD-VALUE-3")
        #expect(result.findings.contains { $0.code == "DEV-EXT-3" })
    }
}
