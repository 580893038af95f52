import Foundation

/// Measures `b2mml validate` beside other validators in one run, and says which of the goals are met.
///
/// Everything is a whole process with its start: A B C A B C …, one round to warm up, medians of the others.
@main
struct Benchmark {
    private let options: Options
    private let root: String
    private let work: String
    private let peers: Peers
    private let program: String
    private var goals: [Goal] = []

    private var schema: String { options.schema ?? "\(root)/Schemas/V0700/B2MML.xsd" }

    static func main() {
        guard let options = try? Options(Array(CommandLine.arguments.dropFirst())) else {
            print(Options.usage)
            exit(2)
        }
        do {
            var benchmark = try Benchmark(options)
            defer { try? FileManager.default.removeItem(atPath: benchmark.work) }
            try benchmark.measure()
        } catch {
            print("error: \(error)")
            exit(1)
        }
    }

    private init(_ options: Options) throws {
        self.options = options
        let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
            .standardizedFileURL
        root = package.appending(path: "../..").standardizedFileURL.path(percentEncoded: false).dropSlash
        work = FileManager.default.temporaryDirectory.appending(path: "b2mml-benchmark-\(getpid())")
            .path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
        if let named = options.program {
            program = named
        } else {
            // As the README installs it.
            let build = [
                "build", "-c", "release", "--static-swift-stdlib", "--product", "b2mml", "--package-path",
                root,
            ]
            guard try Shell.run("swift", build) == 0 else { throw Failure("the release build failed") }
            program = "\(root)/.build/release/b2mml"
        }
        peers = Peers(
            sources: package.appending(path: "Peers").path(percentEncoded: false).dropSlash, folder: work)
    }

    private struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) {
            self.description = description
        }
    }

    private mutating func measure() throws {
        print("b2mml: \(program)")
        print("schema of the others: \(schema)")
        print("rounds: \(options.rounds); \(ProcessInfo.processInfo.activeProcessorCount) cores\n")
        for word in peers.missing { print(word) }
        try checkThatSpoiltDocumentsAreRefused()
        try measureSpeed()
        try measureStart()
        try measureManyFiles()
        try measureMemory()
        Table.print(["goal", "asked", "measured", ""], goals.map(\.row))
        if goals.contains(where: { $0.isMet == false }) { print("Not all goals are met.") }
    }

    // MARK: The commands

    /// The schema alone decides: no document is built.
    private func validation(_ file: String) -> Command {
        Command("b2mml validate --rules none", program, ["validate", "--rules", "none", file])
    }

    /// The rules see each record as a document.
    private func withDocuments(_ file: String) -> Command {
        Command("b2mml validate", program, ["validate", file])
    }

    private func xmllint(_ file: String) -> Command? {
        peers.xmllint.map {
            Command(
                "xmllint --stream --schema", $0, ["--noout", "--huge", "--stream", "--schema", schema, file])
        }
    }

    private func parser(_ file: String) -> Command? {
        peers.sax2.map { Command("libxml2 SAX2, no validation", $0, [file]) }
    }

    private func plug(_ file: String) -> Command? {
        peers.sax2.map { Command("libxml2 SAX2 + xmlSchemaSAXPlug", $0, [file, schema]) }
    }

    private func xerces(_ file: String) -> Command? {
        peers.xerces.map { Command("Xerces-C SAX2, cached grammar", $0, [file, schema]) }
    }

    private func run(_ command: Command) throws -> Command.Run {
        try command.run(environment: ["B2MML_HOME": root])
    }

    /// Runs them in turn. A command that does not say "valid" ends everything: its time means nothing.
    private func series(_ commands: [Command?]) throws -> [Series] {
        let commands = commands.compactMap(\.self)
        var series = commands.map { Series($0.label) }
        for round in 0...options.rounds {
            for (index, command) in commands.enumerated() {
                let run = try run(command)
                guard run.status == 0 else {
                    throw Failure("\(command.label) ended with status \(run.status): \(command.arguments)")
                }
                if round > 0 { series[index].add(run) }
            }
        }
        return series
    }

    // MARK: What is measured

    /// A validator that finds nothing wrong would be the fastest.
    private func checkThatSpoiltDocumentsAreRefused() throws {
        let spoilt = "\(work)/spoilt.xml"
        try Sample.write(.schedule, bytes: 1_000_000, to: spoilt, spoilt: true)
        let validators = [
            validation(spoilt), withDocuments(spoilt), xmllint(spoilt), plug(spoilt), xerces(spoilt),
        ]
        for command in validators.compactMap(\.self) {
            let status = try run(command).status
            // xmllint has its own for it.
            guard status == 1 || command.label.hasPrefix("xmllint") && status == 3 else {
                throw Failure("\(command.label) ends with \(status) for a document that is invalid")
            }
        }
    }

    private mutating func measureSpeed() throws {
        let file = options.input ?? "\(work)/speed.xml"
        if options.input == nil {
            try Sample.write(options.kind, bytes: options.megabytes * 1_000_000, to: file)
        }
        let megabytes =
            Double(try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0) / 1e6
        let series = try series([
            validation(file), withDocuments(file), xmllint(file), parser(file), plug(file), xerces(file),
        ])
        print("\(megabytes.short) MB, \(options.input ?? options.kind.rawValue)\n")
        Table.print(
            ["command", "wall ms", "min", "max", "cpu ms", "peak MiB", "MB/s"],
            series.map {
                [
                    $0.label, $0.wall.short, $0.fastest.short, $0.slowest.short, $0.cpu.short, $0.peak.short,
                    (megabytes / $0.wall * 1e3).short,
                ]
            })
        let own = series[0].wall
        func ratio(_ command: Command?) -> Double? {
            series.first { $0.label == command?.label }.map { $0.wall / own }
        }
        goals += [
            Goal(
                what: "faster than xmllint --stream --schema", sense: .atLeast(3), value: ratio(xmllint(file))
            ),
            Goal(what: "faster than SAX2 + xmlSchemaSAXPlug", sense: .atLeast(2.2), value: ratio(plug(file))),
            Goal(
                what: "faster than Xerces-C with a cached grammar", sense: .atLeast(5),
                value: ratio(xerces(file))),
            Goal(
                what: "with documents and rules, to validation alone", sense: .atMost(1.5),
                value: ratio(withDocuments(file))),
        ]
    }

    private mutating func measureStart() throws {
        let file = "\(work)/small.xml"
        try Sample.write(options.kind, bytes: 5_000, to: file)
        let series = try series([
            validation(file), withDocuments(file), xmllint(file), xerces(file), Command("true", "true", []),
        ])
        print("Start, with a document of 5 KB\n")
        Table.print(
            ["command", "wall ms", "min", "max", "cpu ms", "peak MiB"],
            series.map {
                [$0.label, $0.wall.short, $0.fastest.short, $0.slowest.short, $0.cpu.short, $0.peak.short]
            })
        let other = peers.xmllint == nil ? nil : series[2].wall
        goals += [
            Goal(
                what: "start with 5 KB, the schema alone, to xmllint", sense: .atMost(0.35),
                value: other.map { series[0].wall / $0 }),
            Goal(
                what: "start with 5 KB, with documents and rules, to xmllint", sense: .atMost(0.35),
                value: other.map { series[1].wall / $0 }),
        ]
    }

    /// As many as an hour brings, each with a process of its own left out.
    private mutating func measureManyFiles() throws {
        let folder = "\(work)/many"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for number in 1...1_000 {
            try Sample.write(options.kind, bytes: 5_000, to: "\(folder)/\(number).xml")
        }
        let files = (1...1_000).map { "\(folder)/\($0).xml" }
        let all = Command("b2mml validate --jobs 1", program, ["validate", "--jobs", "1", folder])
        let parallel = Command("b2mml validate", program, ["validate", folder])
        let other = peers.xmllint.map {
            Command("xmllint --schema", $0, ["--noout", "--schema", schema] + files)
        }
        let series = try series([all, parallel, other])
        print("1,000 documents of 5 KB, one process\n")
        Table.print(
            ["command", "wall ms", "cpu ms", "peak MiB"],
            series.map { [$0.label, $0.wall.short, $0.cpu.short, $0.peak.short] })
    }

    private mutating func measureMemory() throws {
        var sizes = [10]
        if !options.skipsLarge { sizes.append(1_000) }
        var rows: [[String]] = []
        var peaks: [Int: Double] = [:]
        for size in sizes {
            let file = "\(work)/large.xml"
            try Sample.write(options.kind, bytes: size * 1_000_000, to: file)
            for command in [validation(file), withDocuments(file)] {
                let runs = try (0..<(size > 100 ? 1 : options.rounds)).map { _ in try run(command) }
                guard runs.allSatisfy({ $0.status == 0 }) else { throw Failure("\(command.label) failed") }
                let peak = runs.map(\.peak).max() ?? 0
                peaks[size] = max(peaks[size] ?? 0, peak)
                rows.append(["\(size) MB", command.label, peak.short, (runs[0].wall / 1e3).short])
            }
            try FileManager.default.removeItem(atPath: file)
        }
        Table.print(["document", "command", "peak MiB", "wall s"], rows)
        let large = peaks[1_000]
        goals += [
            Goal(
                what: "peak at 1 GB, to that at 10 MB", sense: .atMost(1.1),
                value: large.flatMap { large in peaks[10].map { large / $0 } }),
            Goal(what: "peak at 1 GB", sense: .atMost(64), value: large, unit: " MiB"),
        ]
    }
}

extension String {
    fileprivate var dropSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}
