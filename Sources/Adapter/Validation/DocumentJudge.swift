package import B2MML
import Diagnostics
import XMLSchema
import XMLStream

/// Judges documents and decides whether they are accepted. One for all documents of a run, from any thread.
package struct DocumentJudge: Sendable {
    private let reader: DocumentReader
    private let options: JudgingOptions

    package init(library: SchemaLibrary, options: JudgingOptions = JudgingOptions()) {
        reader = DocumentReader(library: library, limits: options.limits)
        self.options = options
    }

    /// Judges the document in a file, which may be gzip. Whatever goes wrong is part of the result; it never says valid
    /// when a check did not run.
    ///
    /// - Parameters:
    ///   - file: what the result and its findings call it.
    ///   - path: where it is; nil when it is called by its path.
    /// - Returns: the verdict, whether the document is accepted, and why.
    package func judge(file: String, at path: String? = nil) -> ValidationResult {
        judge(file: file, bytes: DocumentFile(path: path ?? file, name: file, limits: options.gzip))
    }

    /// Judges a document from any source; it is read once.
    package func judge(file: String, bytes: some DigestedSource) -> ValidationResult {
        var result = ValidationResult(unread: file)
        do {
            let reading = try reader.judge(bytes, source: file, set: options.set) { _ in NoRecords() }
            result.take(reading.judgement)
            // Also of what the judgement has not needed to read.
            result.sha256 = try reading.bytes.digest()
            accept(&result, reading)
        } catch {
            result.fail(error)
            result.sha256 = try? bytes.digest()
        }
        return result
    }

    /// The fact is known; what follows is policy. Rules add findings and never change the verdict.
    private func accept(
        _ result: inout ValidationResult, _ reading: DocumentReading<some ByteReader, some RecordConsumer>
    ) {
        let judgement = reading.judgement
        guard judgement.verdict == .valid, let schema = reading.schema, let root = judgement.root else {
            return
        }
        if options.appliesRules {
            result.findings += Acceptance.findings(
                on: root, reading.root, in: schema, at: judgement.document?.root, result.file)
        }
        result.accepted = !result.findings.hasErrors
    }
}

extension ValidationResult {
    fileprivate init(unread file: String) {
        self.init(
            file: file, setReason: "not read", verdict: .notExecuted, accepted: false, deviations: [],
            findings: [])
    }

    fileprivate mutating func take(_ judgement: Judgement) {
        set = judgement.set
        setReason = judgement.setReason
        root = judgement.root?.local
        verdict = judgement.verdict
        findings = judgement.findings
    }

    /// What was found before is not kept: it is not known to be all.
    fileprivate mutating func fail(_ error: any Error) {
        verdict = .notExecuted
        switch error {
        case let problem as FileProblem:
            findings = [problem.finding]
        case let problem as GzipProblem:
            verdict = problem.isLimit ? .refused : .notWellFormed
            findings = [problem.finding]
        case let error as SchemaError:
            setReason = "the schemas of the set cannot be loaded"
            findings = [error.finding]
        default:
            verdict = .error
            findings = [
                Finding(
                    "FAULT-1", .error, at: Place(source: file), "a fault of ours: \(error)",
                    advice: "Report it; the document is not to blame.")
            ]
        }
    }
}
