import B2MML
import Diagnostics
import Testing
import XMLSchema
import XMLStream

/// Every kind of deviation by the examples that are its documentation.
@Suite struct DeviationTests {
    private let strict = DocumentReader(library: PackageFolder.library)
    private let tolerant = TolerantReader(library: PackageFolder.library)

    /// What the profile does not accept by itself, it accepts here.
    private func accepting(_ kind: DeviationKind) -> Profile {
        var profile = Profile.tolerant
        profile[kind].isAccepted = true
        return profile
    }

    private func refusing(_ kind: DeviationKind) -> Profile {
        var profile = Profile.tolerant
        profile[kind].isAccepted = false
        return profile
    }

    private func judge(_ text: String) throws -> Judgement {
        try strict.read(MemoryBytes(Array(text.utf8)), source: "in.xml")
    }

    private func read(_ text: String, _ profile: Profile) throws -> TolerantReading {
        try tolerant.read(MemoryBytes(Array(text.utf8)), source: "in.xml", profile: profile)
    }

    /// Without what is valid and not what the example shows: the shortest document is a noun without an envelope.
    private func kinds(_ deviations: [Deviation], showing kind: DeviationKind) -> [DeviationKind] {
        deviations.map(\.kind).filter { $0 == kind || !$0.description.isValid }
    }

    @Test(arguments: DeviationKind.allCases) func thePassingExampleIsValid(_ kind: DeviationKind) throws {
        let judgement = try judge(kind.description.passes)
        #expect(judgement.verdict == .valid, "\(judgement.findings)")
        let document = try #require(judgement.document)
        var notes = HabitNotes(schema: document.schema, profile: accepting(kind), source: nil)
        notes.finish(document)
        #expect(!notes.deviations(by: accepting(kind), zone: nil).contains { $0.kind == kind })
    }

    @Test(arguments: DeviationKind.allCases) func theFailingExampleIsNamedAndAccepted(_ kind: DeviationKind)
        throws
    {
        let example = kind.description.fails
        let judgement = try judge(example)
        #expect((judgement.verdict == .valid) == kind.description.isValid)
        let reading = try read(example, accepting(kind))
        #expect(reading.isAccepted, "\(reading.findings)")
        #expect(kinds(reading.deviations, showing: kind) == [kind])
        let deviation = try #require(reading.deviations.first { $0.kind == kind })
        #expect(deviation.severity == kind.description.severity)
        #expect(deviation.place.line == 1)
        #expect(!deviation.message.isEmpty && !deviation.message.hasSuffix("."))
    }

    /// What comes out is valid for the strict reader, with no deviation left but those that are valid themselves.
    @Test(arguments: DeviationKind.allCases) func theNormalisedDocumentIsValid(_ kind: DeviationKind) throws {
        let reading = try read(kind.description.fails, accepting(kind))
        let message = try #require(reading.messages.first)
        let bytes = try DocumentSerialiser.bytes(of: message.document)
        let again = try strict.read(MemoryBytes(bytes), source: nil, set: message.set)
        #expect(again.verdict == .valid, "\(again.findings)")
        let left = try tolerant.read(MemoryBytes(bytes), source: nil, profile: accepting(kind))
        #expect(left.deviations.allSatisfy { $0.kind.description.isValid }, "\(left.deviations)")
    }

    @Test(arguments: DeviationKind.allCases) func whatIsNotAcceptedIsRefusedOrNotNoted(_ kind: DeviationKind)
        throws
    {
        let reading = try read(kind.description.fails, refusing(kind))
        #expect(!reading.deviations.contains { $0.kind == kind })
        #expect(reading.isAccepted == kind.description.isValid)
    }

    @Test(arguments: DeviationKind.allCases) func anErrorIsNamedAndKeepsTheDocumentOut(_ kind: DeviationKind)
        throws
    {
        var profile = accepting(kind)
        profile[kind].severity = .error
        let reading = try read(kind.description.fails, profile)
        #expect(!reading.isAccepted)
        #expect(reading.deviations.contains { $0.kind == kind && $0.severity == .error })
    }

    @Test func codesAreInGroupsAndCountFromOne() {
        let codes = DeviationKind.allCases.map { $0.rawValue.split(separator: "-") }
        #expect(codes.allSatisfy { $0.count == 3 && $0[0] == "DEV" })
        for (group, members) in Dictionary(grouping: codes, by: { $0[1] }) {
            #expect(members.map { Int($0[2]) } == (1...members.count).map { $0 }, "\(group)")
        }
    }

    @Test(arguments: DeviationKind.allCases) func theWordsAreSentences(_ kind: DeviationKind) {
        let description = kind.description
        #expect(!description.title.hasSuffix("."))
        #expect(description.reading.hasSuffix(".") && description.why.hasSuffix("."))
        #expect(description.isAccepted != description.why.hasPrefix("Not read by default:"))
    }

    @Test func strictAcceptsNothing() throws {
        #expect(Profile.strict.isStrict)
        #expect(!Profile.tolerant.isStrict)
        for kind in DeviationKind.allCases where !kind.description.isValid {
            #expect(try !read(kind.description.fails, .strict).isAccepted, "\(kind)")
        }
    }
}
