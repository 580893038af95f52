import Adapter
import ArgumentParser
import B2MML
import Diagnostics
import Foundation
import Synchronization

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Judges B2MML and BatchML documents.",
        discussion: "Example: b2mml validate --format jsonl orders/")

    @Argument(help: "Files, folders and patterns; - is standard input. Gzip is read, too.")
    var paths: [String]

    @OptionGroup var judging: JudgingArguments

    @Option(help: "Files judged at once; the output is the same for any number. (default: the cores)")
    var jobs: Int?

    @Option(help: "text, json or jsonl.")
    var format: OutputFormat = .text

    func validate() throws {
        guard jobs ?? 1 >= 1 else { throw ValidationError("--jobs is a number from 1 on") }
    }

    func run() throws {
        let judge = try judging.judge()
        let renderer = ResultRenderer(format)
        let standardInput = StandardInput()
        let work = OrderedWork<Inputs.Element, Judged>(
            threads: jobs ?? ProcessInfo.processInfo.activeProcessorCount
        ) { input in
            switch input {
            case .problem(let problem):
                return .problem(problem)
            case .document(Inputs.standardInput):
                let result = judge.judge(file: Inputs.standardInput, at: try standardInput.path())
                return try Judged(result, renderer)
            case .document(let path):
                return try Judged(judge.judge(file: path), renderer)
            }
        }
        var printer = ResultPrinter(format)
        var status = ExitStatus.done
        try work.run(Inputs(paths)) { judged in
            status = max(status, judged.status)
            switch judged {
            case .problem(let problem): Terminal.complain(problem.description)
            case .result(let rendered, _): printer.print(rendered: rendered)
            }
        }
        printer.finish()
        if status != .done { throw Ending(status: status) }
    }
}

/// What is printed for one of the inputs. Made on any thread.
private enum Judged: Sendable {
    case problem(FileProblem)
    case result(String, ExitStatus)

    init(_ result: ValidationResult, _ renderer: ResultRenderer) throws {
        self = .result(try renderer.render(result, text: result.text), result.status)
    }

    var status: ExitStatus {
        switch self {
        case .problem(let problem): problem.exitStatus
        case .result(_, let status): status
        }
    }
}

/// Standard input in a file. It can be named more than once and read only once.
private final class StandardInput: Sendable {
    private let spool = Mutex<Spool?>(nil)

    func path() throws -> String {
        try spool.withLock { spool in
            let known = try spool ?? Spool()
            spool = known
            return known.path
        }
    }
}

/// How documents are to be judged, as a command line says it.
struct JudgingArguments: ParsableArguments {
    @Option(help: ArgumentHelp("The set to judge by.", valueName: "auto|SET"))
    var set: SetChoice = .auto

    @OptionGroup var site: SiteSchemaOptions

    @Option(
        help: ArgumentHelp(
            "What is accepted: strict is the specification.", valueName: "strict|tolerant|file"))
    var profile = "strict"

    @Option(help: ArgumentHelp("The settings file, for the zone that local times take.", valueName: "file"))
    var config: String?

    @Option(help: "What is asked beyond the schema: standard or none.")
    var rules: RuleChoice = .standard

    @Option(help: ArgumentHelp("Refuse a gzip file whose document is more bytes.", valueName: "bytes"))
    var gzipSize = GzipLimits().size

    @Option(
        help: ArgumentHelp("Refuse a gzip file whose document is so many times its size.", valueName: "n"))
    var gzipRatio = GzipLimits().ratio

    func validate() throws {
        guard gzipSize > 0, gzipRatio > 0 else {
            throw ValidationError("--gzip-size and --gzip-ratio are numbers from 1 on")
        }
    }

    func judge() throws -> DocumentJudge {
        var options = JudgingOptions()
        options.gzip.size = gzipSize
        options.gzip.ratio = gzipRatio
        options.set = set.set
        options.profile = try ProfileReader.read(profile)
        if !options.profile.isStrict {
            options.zone = try SettingsReader.read(file: config).plantZone
        }
        if rules == .standard { options.rules = try ruleBook(options.profile) }
        return DocumentJudge(library: try site.library(for: set.set), options: options)
    }

    /// The rules with the severities that the profile gives them.
    private func ruleBook(_ profile: B2MML.Profile) throws -> RuleBook {
        let units = try UnitCatalogue(folder: try Installation().schemas)
        do throws(UnknownRule) {
            return RuleBook(
                try RuleSet.standard(units: units).adjusted(
                    by: profile.rules.mapValues { $0.severity.map { .severity($0) } ?? .off }))
        } catch {
            throw UsageFault(
                "PROFILE-RULE-1", "there is no rule \(error.code)",
                advice: error.nearest.map { "Did you mean \($0)?" } ?? "b2mml schema rules lists them.")
        }
    }
}

extension ValidationResult {
    fileprivate var status: ExitStatus {
        switch verdict {
        case .error: .fault
        case .notExecuted: .usage
        case .valid, .invalid, .notWellFormed, .refused, .unknownSet: accepted ? .done : .look
        }
    }

    /// One line, then the findings.
    fileprivate var text: String {
        var line = "\(file): \(verdict.rawValue)"
        if let set { line += ", \(set.rawValue)" }
        if let root { line += " \(root)" }
        if verdict == .valid || accepted { line += accepted ? ", accepted" : ", not accepted" }
        let deviations = deviations.map(\.finding.description)
        return ([line] + deviations + findings.map(\.description)).joined(separator: "\n")
    }
}
