import Adapter
import ArgumentParser
import B2MML
import Diagnostics
import Foundation
import Mapping

struct MapNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Begins a mapping with a sample, and proposes targets by name.",
        discussion: """
            The sample becomes the first example, and the mapping a file that is sound and maps nothing: the proposals are \
            comments. The form goes by the sample's ending: json, xml, csv, txt (read as csv), dfq.
            Example: b2mml map new acme/orders orders.csv --noun OperationsSchedule
            """)

    @Argument(help: "The name of the mapping: its path below Mappings.")
    var name: String

    @Argument(help: "A document of the partner.")
    var sample: String

    @Option(help: "The noun that it becomes.")
    var noun: String

    @Option(help: ArgumentHelp("The set of the noun.", valueName: "set"))
    var set: MappingSet = .canonical

    func run() throws {
        let bench = try MappingBench()
        let file = URL(filePath: bench.folder).appending(path: "\(name).yaml")
        guard name.wholeMatch(of: /[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*/) != nil, !name.contains("..") else {
            throw UsageFault(
                "MAP-NEW-1", "\"\(name)\" is no name of a mapping",
                advice: "Write something like acme/orders.")
        }
        guard !FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) else {
            throw UsageFault(
                "MAP-NEW-2", "there is a mapping \(name) already",
                advice: "Choose another name, or extend it.")
        }
        let bytes = try MappingBench.bytes(of: sample)
        guard !bytes.isEmpty else {
            throw UsageFault(
                "MAP-NEW-3", "\(sample) is empty", advice: "Name a document that has everything.")
        }
        let ending = sample.split(separator: ".").last.map(String.init) ?? "json"
        let input = "in.\(ending)"
        let parts = name.split(separator: "/")
        let folder = file.deletingLastPathComponent().appending(
            path: "examples/\(parts.last ?? "")/01-sample")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: folder.appending(path: input))
        let scaffold = MappingScaffold(
            name: name, input: input, sample: bytes, target: MappingEnd(set, noun),
            folder: bench.folder,
            schemas: bench.schemas)
        let made = scaffold.text()
        for finding in made.findings { Terminal.complain(finding.description) }
        guard let text = made.value else {
            try FileManager.default.removeItem(at: folder)
            throw Ending(status: .look)
        }
        try Data(text.utf8).write(to: file, options: .atomic)
        Terminal.say("\(file.path(percentEncoded: false)): begun, with \(input) as its first example")
    }
}
