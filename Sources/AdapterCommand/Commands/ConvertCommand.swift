import Adapter
import ArgumentParser
import B2MML
import Diagnostics
import Foundation
import Mapping

struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Translates a document to another set, to JSON, or by a mapping of yours.",
        discussion: """
            Both ends are validated. What no rule reads and none declares lost is an accidental loss. A document in JSON \
            is one that --to json has written, or one like it. A form that is no B2MML is read, or written, by naming its \
            mapping.
            Example: b2mml convert order.json --from sap/odata-order
            Example: b2mml convert schedule.xml --to V0700 -o schedule-v7.xml --losses losses.json
            """)

    @Argument(help: "The document; - is standard input.")
    var file: String

    @OptionGroup var route: RouteOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where it is written. (default: standard output)", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("Where the account of losses is written, as JSON.", valueName: "file"))
    var losses: String?

    @Flag(help: "End with status 1, and write nothing, when something is lost by accident.")
    var strict = false

    func run() throws {
        let converter = try TranslationBench.converter()
        let spool = file == Inputs.standardInput ? try Spool() : nil
        let source = DocumentFile(path: spool?.path ?? file, name: file, limits: GzipLimits())
        let conversion = try convert(source, converter)
        for finding in conversion.findings { Terminal.complain(finding.description) }
        if let losses { try write(conversion.account, to: losses) }
        Terminal.complain(conversion.summary)
        let isLossy = strict && !conversion.accidentalLosses.isEmpty
        guard conversion.isMade, !isLossy else { throw Ending(status: .look) }
        if let made = conversion.output {
            try write(made)
        } else if let bytes = conversion.bytes {
            try write(bytes)
        }
    }

    /// What is long is translated record by record, where its mappings allow that.
    private func convert(_ source: DocumentFile, _ converter: DocumentConverter) throws -> Conversion {
        func asAWhole() throws -> Conversion {
            try converter.convert(
                source, file: file, from: route.source, to: route.target, zone: route.zone())
        }
        guard case .set(let target)? = route.target, try source.isLong else { return try asAWhole() }
        let set: SchemaSet?
        switch route.source {
        case .mapping?: return try asAWhole()
        case .set(let named)?: set = named
        case nil: set = nil
        }
        return try converter.convertRecords(source, file: file, from: set, to: target, zone: route.zone())
            ?? asAWhole()
    }

    private func write(_ bytes: [UInt8]) throws {
        if let output {
            try write(bytes, to: output)
        } else {
            Terminal.say(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// Beside its place first, so that there is never half of it.
    private func write(_ made: TemporaryFile) throws {
        let source = DocumentFile(path: made.path)
        guard let output else {
            try source.forEachPiece { piece in
                FileHandle.standardOutput.write(Data(piece))
                return true
            }
            return
        }
        let part = "\(output).part"
        do {
            guard FileManager.default.createFile(atPath: part, contents: nil) else {
                throw CocoaError(.fileWriteUnknown)
            }
            let handle = try FileHandle(forWritingTo: URL(filePath: part))
            try source.forEachPiece { piece in
                try handle.write(contentsOf: Data(piece))
                return true
            }
            try handle.synchronize()
            try handle.close()
            guard rename(part, output) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            try? FileManager.default.removeItem(atPath: part)
            throw UsageFault(
                "CONVERT-WRITE-1", "\(output) cannot be written",
                advice: "Check the folder and its permissions.")
        }
    }

    private func write(_ account: Conversion.Account, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        try write(Array(encoder.encode(account)) + [0x0A], to: path)
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw UsageFault(
                "CONVERT-WRITE-1", "\(path) cannot be written",
                advice: "Check the folder and its permissions.")
        }
    }
}

extension Conversion {
    /// One line: what became of it, and what it cost.
    fileprivate var summary: String {
        var words = ["\(file): \(form ?? from?.rawValue ?? "unknown set") to \(to.name)"]
        words.append(isMade ? "valid" : "nothing was made")
        let declared = steps.flatMap(\.losses.ignoredDeclared).count
        if declared > 0 { words.append("\(declared) declared losses") }
        if !accidentalLosses.isEmpty { words.append("\(accidentalLosses.count) accidental losses") }
        if !derived.isEmpty { words.append("\(derived.count) derived") }
        return words.joined(separator: ", ")
    }
}
