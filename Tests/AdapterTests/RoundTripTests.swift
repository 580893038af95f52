import B2MML
import Diagnostics
import Foundation
import Mapping
import Testing
import XMLSchema
import XMLStream

@testable import Adapter

/// Generated nouns of every set there and back, by every mapping, alone and through a second set.
///
/// `B2MML_ROUND_TRIPS` says how many documents a noun; 200 is the long form.
@Suite struct RoundTripTests {
    private static let number = ProcessInfo.processInfo.environment["B2MML_ROUND_TRIPS"].flatMap(Int.init)
    private static let sets: [SchemaSet] = [.v0401, .v0500, .v0600, .v0700of2020, .v0700]

    /// What the short form leaves for each mapping is one document; which seeds it has is the same in every run.
    private static let seed: UInt64 = 20_261_126

    // MARK: What was recorded

    /// `b2mml map test isa95`: all of it, as it is recorded.
    @Test(
        arguments: ["v0401", "v0500", "v0600", "v0700-2020", "v0700"].flatMap { ["from-\($0)", "to-\($0)"] })
    func whatIsRecordedHolds(_ folder: String) throws {
        let test = RoundTripTest(library: Repository.library, mappings: TripBench.mappings)
        let entries = TripBench.mappings.entries.filter { $0.name.hasPrefix("isa95/\(folder)/") }
        #expect(entries.count >= 20)
        for entry in entries {
            let mapping = try #require(try TripBench.mappings.mapping(named: entry.name))
            let result = try #require(try test.run(mapping, in: TripBench.folder, isRecording: false))
            #expect(result.verdict == .passed, "\(entry.name)\n\(result.differences.joined())")
        }
    }

    // MARK: One set

    /// Documents of any shape show no difference that the recorded account does not list.
    @Test(arguments: sets) func nothingDiffersButWhatIsRecorded(_ set: SchemaSet) throws {
        let nouns = try TripBench.nouns(of: set)
        #expect(nouns.count >= 20)
        var tally = Tally()
        for noun in nouns {
            let route = try TripBench.route(noun, set)
            let recorded = try TripBench.recorded(besides: route[0].name)
            try TripBench.forEachSample(noun, set, Self.number ?? 2, Self.seed) { sample, node in
                let account = RoundTrip(route).account(of: node, context: MappingContext())
                tally.count(account)
                guard let wrong = Self.unexpected(account, recorded) else { return }
                let small = TripBench.shrunk(sample, set) {
                    Self.unexpected(RoundTrip(route).account(of: $0, context: MappingContext()), recorded)
                        != nil
                }
                Issue.record("\(route[0].name): \(wrong)\n\(small)")
            }
        }
        print("\(set.rawValue): \(nouns.count) nouns, \(tally)")
    }

    // MARK: Two sets

    static let pairs = sets.flatMap { first in sets.filter { $0 != first }.map { [first, $0] } }

    /// Through another set and back, each value comes back, or a rule on the way says why not.
    @Test(arguments: pairs) func nothingIsLostUntoldThroughAnotherSet(_ pair: [SchemaSet]) throws {
        let (set, other) = (pair[0], pair[1])
        var tally = Tally()
        var routed = 0
        for noun in try TripBench.nouns(of: set) {
            guard let route = try TripBench.route(noun, set, through: other) else { continue }
            routed += 1
            try TripBench.forEachSample(noun, set, Self.number ?? 1, Self.seed) { sample, node in
                let account = RoundTrip(route).account(of: node, context: MappingContext())
                tally.count(account)
                guard let wrong = Self.untold(account) else { return }
                let small = TripBench.shrunk(sample, set) {
                    Self.untold(RoundTrip(route).account(of: $0, context: MappingContext())) != nil
                }
                Issue.record("\(noun) from \(set.rawValue) through \(other.rawValue): \(wrong)\n\(small)")
            }
        }
        #expect(routed >= 20)
        print("\(set.rawValue) through \(other.rawValue): \(routed) nouns, \(tally)")
    }

    // MARK: What may not be

    private struct Tally: CustomStringConvertible {
        var trips = 0
        var equal = 0
        var held = 0

        mutating func count(_ account: RoundTripAccount) {
            trips += 1
            if account.lines.isEmpty { equal += 1 }
            if !account[.held].isEmpty { held += 1 }
        }

        var description: String { "\(trips) trips, \(equal) equal, \(held) with something missing" }
    }

    private static func untold(_ account: RoundTripAccount) -> String? {
        let kinds: [RoundTripAccount.Kind] = [.refused, .lostByAccident, .reordered]
        let lines = kinds.flatMap { kind in account[kind].map { "\(kind.rawValue): \($0)" } }
        return lines.isEmpty ? nil : lines.sorted().joined(separator: "\n")
    }

    /// What is lost with a reason is told; what is missing in a document of few parts may be there in one that was
    /// recorded.
    private static func unexpected(_ account: RoundTripAccount, _ recorded: Set<String>) -> String? {
        let lines = account.lines.filter {
            // An attribute goes where its element goes.
            !recorded.contains($0) && !recorded.contains($0.replacing(/\/@[^: ]+/, with: ""))
                && !$0.hasPrefix("held: ") && !$0.hasPrefix("lost: ")
        }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }
}

/// Mappings, samples and what was recorded.
private enum TripBench {
    static let folder = "\(Repository.home)/Mappings"
    static let mappings = MappingLibrary(folder: folder, schemas: Repository.library)

    /// Those that have a mapping into the canonical form and one back.
    static func nouns(of set: SchemaSet) throws -> [String] {
        mappings.entries.filter { inward in
            inward.from.set == .published(set) && inward.to.set == .canonical
                && mappings.entries.contains { $0.from == inward.to && $0.to == inward.from }
        }.map(\.from.noun)
    }

    static func route(_ noun: String, _ set: SchemaSet) throws -> [CompiledMapping] {
        let inward = try #require(try mappings.toCanonical(set, noun: noun))
        return [inward, try #require(try mappings.fromCanonical(inward.to.noun, to: set, as: noun))]
    }

    /// Nil where one of the two has no such noun.
    static func route(
        _ noun: String, _ set: SchemaSet, through other: SchemaSet
    ) throws -> [CompiledMapping]? {
        let converter = DocumentConverter(library: Repository.library, mappings: mappings)
        guard let there = try? converter.route(of: noun, from: set, to: other),
            let middle = there.last?.to.noun,
            let back = try? converter.route(of: middle, from: other, to: set), back.last?.to.noun == noun
        else { return nil }
        return there + back
    }

    /// The lines of all accounts of the mapping's folder. A line is about a type, and its mappings share the blocks
    /// of their types: what is rare in one noun, so that its few examples do not have it, is recorded with another.
    static func recorded(besides mapping: String) throws -> Set<String> {
        let set = mapping.split(separator: "/").dropLast().joined(separator: "/")
        let accounts = "\(folder)/\(set)/examples/round-trips"
        // A set whose mappings differ in nothing has none.
        let found = (try? FileManager.default.contentsOfDirectory(atPath: accounts)) ?? []
        let files = found.filter { $0.hasSuffix(".txt") }
        let texts = try files.map { try String(contentsOfFile: "\(accounts)/\($0)", encoding: .utf8) }
        return Set(texts.flatMap { $0.split(separator: "\n").map(String.init) })
    }

    static func forEachSample(
        _ noun: String, _ set: SchemaSet, _ number: Int, _ seed: UInt64,
        _ body: (SampleElement, Node) throws -> Void
    ) throws {
        let schema = try Repository.library.schema(set)
        let root = try #require(schema.names[ExpandedName(set.namespace, noun)])
        let generator = SampleGenerator(schema, target: set.namespace, substitutesTypes: false)
        var random = SampleRandom(seed: seed)
        for _ in 0..<number {
            let sample = try #require(generator.document(root: root, using: &random))
            try body(sample, #require(try read(sample, set)))
        }
    }

    static func read(_ sample: SampleElement, _ set: SchemaSet) throws -> Node? {
        let schema = try Repository.library.schema(set)
        let names = NameInterner(table: schema.names)
        let reader = XMLReader(
            names: names, sink: Validator(schema: schema, names: names, source: "sample.xml"))
        let sink = try reader.read(Array(sample.document(target: set.namespace).utf8))
        return sink.findings.hasErrors ? nil : sink.document.root
    }

    /// The document without the parts that are not needed to show what is wrong.
    static func shrunk(_ sample: SampleElement, _ set: SchemaSet, _ isWrong: (Node) -> Bool) -> String {
        let small = sample.copy()
        var isShrinking = true
        while isShrinking {
            isShrinking = false
            for element in small.all {
                for index in element.children.indices.reversed() {
                    let child = element.children.remove(at: index)
                    if let root = try? read(small, set), isWrong(root) {
                        isShrinking = true
                    } else {
                        element.children.insert(child, at: index)
                    }
                }
                let attributes = element.attributes
                element.attributes = []
                guard !attributes.isEmpty else { continue }
                if let root = try? read(small, set), isWrong(root) {
                    isShrinking = true
                } else {
                    element.attributes = attributes
                }
            }
        }
        return small.document(target: set.namespace)
    }
}
