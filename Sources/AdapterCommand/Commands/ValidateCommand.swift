import Adapter
import ArgumentParser
import B2MML
import Diagnostics

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Judges B2MML and BatchML documents.",
        discussion: "Example: b2mml validate --format jsonl orders/")

    @Argument(help: "Files and folders; - is standard input.")
    var paths: [String]

    @OptionGroup var judging: JudgingArguments

    @Option(help: "text, json or jsonl.")
    var format: OutputFormat = .text

    func run() throws {
        let judge = try judging.judge()
        let inputs = Inputs(paths)
        let renderer = ResultRenderer(format)
        var printer = ResultPrinter(format)
        var status = ExitStatus.done
        for problem in inputs.problems {
            Terminal.complain(problem.description)
            status = max(status, problem.exitStatus)
        }
        for path in inputs.paths {
            let result = try judge.judge(named: path)
            printer.print(rendered: try renderer.render(result, text: result.text))
            status = max(status, result.status)
        }
        printer.finish()
        if status != .done { throw Ending(status: status) }
    }
}

/// How documents are to be judged, as a command line says it.
struct JudgingArguments: ParsableArguments {
    @Option(help: ArgumentHelp("The set to judge by.", valueName: "auto|SET"))
    var set: SetChoice = .auto

    @OptionGroup var site: SiteSchemaOptions

    @Option(help: "How strictly: strict is the specification.")
    var profile: Profile = .strict

    @Option(help: "What is asked beyond the schema: standard or none.")
    var rules: RuleChoice = .standard

    func judge() throws -> DocumentJudge {
        var options = JudgingOptions()
        options.set = set.set
        options.appliesRules = rules == .standard
        return DocumentJudge(library: try site.library(for: set.set), options: options)
    }
}

extension DocumentJudge {
    fileprivate func judge(named path: String) throws -> ValidationResult {
        guard path == Inputs.standardInput else { return judge(file: path) }
        let spool = try Spool()
        return judge(file: path, at: spool.path)
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
        if verdict == .valid { line += accepted ? ", accepted" : ", not accepted" }
        return ([line] + findings.map(\.description)).joined(separator: "\n")
    }
}
