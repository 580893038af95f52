import Diagnostics
import Foundation
import Synchronization
import Testing
import XMLStream

@testable import XMLSchema

/// Our verdict and that of libxml2's own validator, under our schemas and under the published ones where these are
/// there, over documents made from the compiled schema and changed at random.
///
/// `B2MML_DOCUMENTS=20000` sets how many documents each set gets (300 when it is not set), `B2MML_SEED` another seed.
/// `B2MML_FOLDER_V0401` and its like (`B2MML_FOLDER_V0700_2020`) name folders with more documents to compare.
@Suite struct DifferentialTests {
    static let sets = [
        ("V0401", "http://www.wbf.org/xml/B2MML-V0401"), ("V0500", "http://www.wbf.org/xml/B2MML-V05"),
        ("V0600", "http://www.mesa.org/xml/B2MML-V0600"), ("V0700-2020", "http://www.mesa.org/xml/B2MML"),
        ("V0700", "http://www.mesa.org/xml/B2MML"),
    ]

    /// The variable: its name has no hyphen, which a shell would not take.
    private static func folder(of set: String) -> String { "B2MML_FOLDER_\(set.replacing("-", with: "_"))" }

    private static func setting(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }
    private static let count = setting("B2MML_DOCUMENTS").flatMap { Int($0) } ?? 300
    private static let seed = setting("B2MML_SEED").flatMap { UInt64($0) } ?? 1

    @Test(arguments: sets)
    func everyGlobalElementHasAValidDocument(_ set: String, _ target: String) throws {
        let judges = try Judges.of(set)
        let generator = SampleGenerator(judges.schema, target: target)
        var random = SampleRandom(seed: Self.seed)
        var tally = Tally()
        for root in judges.schema.globalElements {
            let sample = try #require(generator.document(root: root, using: &random))
            let text = sample.document(target: target)
            #expect(judges.ours(Array(text.utf8)), "\(judges.findings(text))")
            tally.count(judges, sample, target: target)
        }
        tally.expectAgreement(set)
    }

    @Test(arguments: sets)
    func changedDocumentsAreJudgedAlike(_ set: String, _ target: String) throws {
        let judges = try Judges.of(set)
        let generator = SampleGenerator(judges.schema, target: target)
        let roots = judges.schema.globalElements
        var tally = Tally()
        for number in 0..<Self.count {
            var random = SampleRandom(seed: Self.seed &* 1_000_003 &+ UInt64(number))
            let sample = try #require(generator.document(root: random.pick(roots), using: &random))
            for _ in 0..<random.pick([1, 1, 1, 2, 4]) {
                random.pick(SampleMutation.allCases).apply(
                    to: sample, judges.schema, target: target, using: &random)
            }
            tally.count(judges, sample, target: target)
        }
        tally.expectAgreement(set)
        // Both verdicts occur, so that agreement means something.
        #expect(tally.valid > Self.count / 20 && tally.invalid > Self.count / 4)
    }

    /// In the short form a part of them, spread over the whole schema; with `B2MML_DOCUMENTS` that many.
    @Test(arguments: sets)
    func everyPartOfTheSchemaIsJudgedAlike(_ set: String, _ target: String) throws {
        let judges = try Judges.of(set)
        let samples = SystematicSamples(judges.schema, target: target)
        var total = 0
        samples.forEach { _ in total += 1 }
        let stride = max(1, total / Self.count)
        var tally = Tally()
        var number = 0
        samples.forEach { sample in
            number += 1
            guard number % stride == Int(Self.seed) % stride else { return }
            let isValid = tally.count(judges, sample.root(), target: target)
            switch sample.truth {
            case .valid: #expect(isValid, "\(sample.label)")
            case .invalid: #expect(!isValid, "\(sample.label)")
            case .open: break
            }
        }
        print("\(set): of \(total) systematic documents")
        tally.expectAgreement(set)
    }

    @Test(
        .enabled(if: sets.contains { setting(folder(of: $0.0)) != nil }, "no folder is named"),
        arguments: sets)
    func documentsOfAFolderAreJudgedAlike(_ set: String, _ target: String) throws {
        guard let folder = Self.setting(Self.folder(of: set)) else { return }
        let judges = try Judges.of(set)
        var tally = Tally()
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
            $0.hasSuffix(".xml")
        }
        for file in files.sorted() {
            let bytes = Array(try Data(contentsOf: URL(filePath: folder).appending(path: file)))
            tally.count(judges, bytes, label: file) {
                // A value that stands alone between two tags.
                let text = String(decoding: bytes, as: UTF8.self)
                return Array(
                    text.replacing(#/>\s*([^<>\s]+)\s*</#) { ">\(Tally.mended($0.output.1))<" }.utf8)
            }
        }
        tally.expectAgreement(set)
        #expect(tally.valid + tally.invalid == files.count)
    }
}

/// The validators of one set: ours and libxml2's, each under our schemas and under the published ones.
struct Judges: Sendable {
    let schema: Schema
    private let published: Schema?
    private let oracles: [LibXML2Schema]

    private static let known = Mutex<[String: Judges]>([:])

    /// Compiled once for all tests.
    static func of(_ set: String) throws -> Judges {
        try known.withLock { known in
            if let judges = known[set] { return judges }
            let judges = try Judges(set)
            known[set] = judges
            return judges
        }
    }

    private init(_ set: String) throws {
        let folder = PackageFolder.schemas(set)
        schema = try SchemaLoader.load("B2MML.xsd", from: SchemaFolder(folder: folder))
        var oracles = [try #require(LibXML2Schema(path: "\(folder)/B2MML.xsd"))]
        if let folder = PackageFolder.published(set) {
            published = try SchemaLoader.load("driver.xsd", from: SchemaFolder(folder: folder))
            oracles.append(try #require(LibXML2Schema(path: "\(folder)/driver.xsd")))
        } else {
            published = nil
            print("note: the published set \(set) is not beside the package; only our schemas are compared")
        }
        self.oracles = oracles
    }

    func ours(_ bytes: [UInt8]) -> Bool { Self.accepts(bytes, schema) }

    /// Ours, ours under the published set, libxml2's, libxml2's under the published set.
    func verdicts(_ bytes: [UInt8]) -> [Bool] {
        [ours(bytes)] + (published.map { [Self.accepts(bytes, $0)] } ?? [])
            + oracles.map { $0.accepts(bytes) }
    }

    func findings(_ text: String) -> String {
        (try? Validation(text, schema).findings.map(\.description).joined(separator: "\n"))
            ?? "not well-formed"
    }

    private static func accepts(_ bytes: [UInt8], _ schema: Schema) -> Bool {
        (try? Validation(bytes, schema).isValid) ?? false
    }
}

/// What the comparison of many documents has shown.
struct Tally {
    private(set) var valid = 0
    private(set) var invalid = 0
    /// Documents that libxml2 refuses only for what `disputed.tsv` lists: blanks before a dateTime and behind a duration
    /// or a local dateTime, more than 24 digits in a decimal.
    private(set) var knownFaults = 0
    private(set) var disagreements: [String] = []

    /// - Returns: whether it is valid by us.
    @discardableResult
    mutating func count(_ judges: Judges, _ sample: SampleElement, target: String) -> Bool {
        let text = sample.document(target: target)
        return count(judges, Array(text.utf8), label: text) {
            let mended = sample.copy()
            for element in mended.all {
                if element.children.isEmpty {
                    element.text = Self.mended(element.text + element.tail)
                    element.tail = ""
                }
                element.attributes = element.attributes.map { ($0.name, Self.mended($0.value)) }
            }
            return Array(mended.document(target: target).utf8)
        }
    }

    /// - Parameters:
    ///   - judges: the validators.
    ///   - bytes: the document.
    ///   - label: what a disagreement calls it.
    ///   - mended: the document without what libxml2 is known to refuse.
    /// - Returns: whether it is valid by us.
    @discardableResult
    mutating func count(_ judges: Judges, _ bytes: [UInt8], label: String, mended: () -> [UInt8]) -> Bool {
        let verdicts = judges.verdicts(bytes)
        if verdicts[0] { valid += 1 } else { invalid += 1 }
        guard Set(verdicts).count > 1 else { return verdicts[0] }
        let ours = verdicts.prefix(verdicts.count / 2)
        if ours.allSatisfy({ $0 }), judges.verdicts(mended()).allSatisfy({ $0 }) {
            knownFaults += 1
        } else {
            disagreements.append(
                "\(verdicts) \(label)\n\(judges.findings(String(decoding: bytes, as: UTF8.self)))")
        }
        return verdicts[0]
    }

    func expectAgreement(_ set: String) {
        print(
            "\(set): \(valid) valid, \(invalid) invalid, \(disagreements.count) disagreements, "
                + "\(knownFaults) known faults of libxml2")
        #expect(disagreements.isEmpty, "\(disagreements.prefix(3).joined(separator: "\n\n"))")
    }

    /// A date or a duration without the blanks around it, a decimal with no more digits than libxml2 takes; any other
    /// text as it is.
    static func mended(_ text: some StringProtocol) -> String {
        let bare = String(text).trimmingBlanks
        let isTemporal =
            bare.hasPrefix("P") || bare.hasPrefix("-P") || bare.contains("T") && bare.contains(":")
        if isTemporal { return bare }
        let isLong = bare.count > 24 && bare.allSatisfy { $0.isWholeNumber || "+-.".contains($0) }
        return isLong ? "1" : String(text)
    }
}
