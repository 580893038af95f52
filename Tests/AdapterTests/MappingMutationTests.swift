import Adapter
import B2MML
import Diagnostics
import Foundation
import Mapping
import TestSupport
import Testing

/// A rule that is dropped, mistyped or exchanged with another is noticed: by the checker, by an example, or by what comes
/// back from a way there and back.
///
/// `B2MML_MUTATIONS` says how many of each kind of mapping are tried; 300 is the long form.
@Suite struct MappingMutationTests {
    private static let folder = URL(filePath: "\(Repository.home)/Mappings").standardizedFileURL
        .path(percentEncoded: false)
    private static let mappings = MappingLibrary(folder: folder, schemas: Repository.library)
    private static let number = ProcessInfo.processInfo.environment["B2MML_MUTATIONS"].flatMap(Int.init) ?? 60

    @Test func mutationsOfPacksAreNoticed() throws {
        let tried = try Self.tryMutations { !$0.name.hasPrefix("isa95/") }
        let noticed = tried.filter(\.isNoticed).count
        print("packs: \(noticed) of \(tried.count) mutations noticed")
        for one in tried where !one.isNoticed { print("    not noticed: \(one.description)") }
        #expect(noticed * 100 >= tried.count * 95)
    }

    @Test func mutationsOfStandardMappingsAreNoticed() throws {
        let tried = try Self.tryMutations { $0.name.hasPrefix("isa95/") }
        let noticed = tried.filter(\.isNoticed).count
        print("isa95: \(noticed) of \(tried.count) mutations noticed")
        for one in tried where !one.isNoticed { print("    not noticed: \(one.description)") }
        #expect(noticed * 100 >= tried.count * 95)
    }

    private struct Tried {
        let description: String
        let isNoticed: Bool
    }

    private static func tryMutations(_ isMeant: (MappingLibrary.Entry) -> Bool) throws -> [Tried] {
        let entries = mappings.entries.filter(isMeant)
        var random = SplitMix(seed: 20_261_126)
        var tried: [Tried] = []
        while tried.count < number {
            let entry = try #require(entries.randomElement(using: &random))
            let mapping = try #require(try mappings.mapping(named: entry.name))
            let points = mapping.points.filter { $0.kind != .tableRow }
            guard let point = points.randomElement(using: &random), let file = point.place.source,
                let line = point.place.line
            else { continue }
            var text = try MappingText(String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8))
            guard let how = text.mutate(line: line - 1, using: &random) else { continue }
            let isNoticed = try isNoticed(entry, file: file, text: text.text)
            tried.append(
                Tried(description: "\(entry.name) \(file):\(line) \(how)", isNoticed: isNoticed))
        }
        return tried
    }

    /// A library is used by many mappings: `map test` runs all of them, and those that lead back through one of them.
    private static func isNoticed(_ entry: MappingLibrary.Entry, file: String, text: String) throws -> Bool {
        let compiler = MappingCompiler(folder: folder, schemas: Repository.library, replacing: [file: text])
        if try isNoticed(entry, compiler) { return true }
        return try (users[file] ?? []).contains { try $0.name != entry.name && isNoticed($0, compiler) }
    }

    private static func isNoticed(_ entry: MappingLibrary.Entry, _ compiler: MappingCompiler) throws -> Bool {
        let checked = compiler.compile("\(entry.name).yaml")
        let known = mappings.check("\(entry.name).yaml").findings.map(\.description)
        guard checked.findings.map(\.description) == known, let mapping = checked.value else { return true }
        if try trips.run(mapping, in: folder, isRecording: false)?.verdict == .failed { return true }
        for there in try leading(backThrough: entry) {
            let result = try trips.run(there, in: folder, isRecording: false, back: mapping)
            if result?.verdict == .failed { return true }
        }
        let names = mappings.entries.map(\.name)
        let test = ExampleTest(ExampleRunner(library: Repository.library))
        return try MappingExample.of(entry.name, among: names, in: folder).contains { example in
            try test.run(example, mapping, isRecording: false).verdict != .passed
        }
    }

    private static let trips = RoundTripTest(library: Repository.library, mappings: mappings)

    /// Mappings whose round trip goes back through this one.
    private static func leading(backThrough entry: MappingLibrary.Entry) throws -> [CompiledMapping] {
        try mappings.entries.filter { $0.from == entry.to && $0.to == entry.from }.compactMap { there in
            guard let mapping = try mappings.mapping(named: there.name),
                try trips.partner(of: mapping, in: folder)?.name == entry.name
            else { return nil }
            return mapping
        }
    }

    /// Of each file, the mappings that have rules out of it.
    private static let users: [String: [MappingLibrary.Entry]] = {
        var users: [String: [MappingLibrary.Entry]] = [:]
        for entry in mappings.entries {
            let points = (try? mappings.mapping(named: entry.name))?.points ?? []
            for file in Set(points.compactMap(\.place.source)) { users[file, default: []].append(entry) }
        }
        return users
    }()
}

/// The lines of a mapping file.
private struct MappingText {
    private var lines: [String]

    init(_ text: String) {
        lines = text.components(separatedBy: "\n")
    }

    var text: String { lines.joined(separator: "\n") }

    /// Changes the rule of a line; nil where that would change nothing.
    mutating func mutate(line: Int, using random: inout SplitMix) -> String? {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: drop(line)
        case 1: mistype(line, using: &random)
        default: exchange(line)
        }
    }

    /// The rule with the lines that belong to it; an alternative stands in a rule, whose first line is sought.
    private mutating func drop(_ line: Int) -> String? {
        guard let start = lines[...line].lastIndex(where: { $0.contains("- ") && !$0.hasPrefix("#") }) else {
            return nil
        }
        let indent = lines[start].prefix { $0 == " " }.count
        let rest = lines[(start + 1)...].prefix { next in
            !next.allSatisfy { $0 == " " } && next.prefix { $0 == " " }.count > indent
        }
        lines.removeSubrange(start...(start + rest.count))
        return "dropped"
    }

    private mutating func mistype(_ line: Int, using random: inout SplitMix) -> String? {
        let names = lines[line].matches(of: /[A-Z][A-Za-z0-9]{2,}/).filter { match in
            // Words of reasons are no names.
            !lines[line][..<match.range.lowerBound].contains("reason:")
        }
        guard let name = names.randomElement(using: &random)?.range else { return nil }
        let old = String(lines[line][name])
        lines[line].replaceSubrange(name, with: String(old.dropLast()))
        return "mistyped \(old)"
    }

    /// Exchanges the targets of this rule and the next one like it.
    private mutating func exchange(_ line: Int) -> String? {
        let pattern = /to: ("[^"]*"|[^,}]+)/
        guard let first = lines[line].firstMatch(of: pattern),
            let other = lines.indices.dropFirst(line + 1).first(where: { index in
                lines[index].prefix { $0 == " " } == lines[line].prefix { $0 == " " }
                    && lines[index].firstMatch(of: pattern).map { $0.output.1 != first.output.1 } == true
            }), let second = lines[other].firstMatch(of: pattern)
        else { return nil }
        let (a, b) = (String(first.output.1), String(second.output.1))
        lines[line].replaceSubrange(first.output.1.startIndex..<first.output.1.endIndex, with: b)
        lines[other].replaceSubrange(second.output.1.startIndex..<second.output.1.endIndex, with: a)
        return "exchanged \(a) and \(b)"
    }
}
