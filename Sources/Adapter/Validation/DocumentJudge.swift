package import B2MML
import Diagnostics
import XMLSchema
import XMLStream

/// Judges documents and decides whether they are accepted. One for all documents of a run, from any thread.
package struct DocumentJudge: Sendable {
    private let reader: DocumentReader
    private let tolerant: TolerantReader
    private let dialects: DialectReader
    private let options: JudgingOptions

    package init(library: SchemaLibrary, options: JudgingOptions = JudgingOptions()) {
        reader = DocumentReader(library: library, limits: options.limits)
        tolerant = TolerantReader(library: library, limits: options.limits)
        dialects = DialectReader(reader: reader, library: library)
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
        result.profile = options.profile
        do {
            let file = result.file
            if options.rules == nil, options.profile.isStrict {
                result.sha256 = try take(
                    dialects.judge(bytes, source: file, set: options.set), from: bytes, &result)
            } else {
                let judged = try dialects.judge(bytes, source: file, set: options.set) {
                    RecordExaminer(of: $0, by: options, source: file)
                }
                result.sha256 = try take(judged, from: bytes, &result)
            }
        } catch {
            result.fail(error)
            result.sha256 = try? bytes.digest()
        }
        return result
    }

    /// - Returns: the SHA-256 of the bytes, also of those that the judgement has not needed to read.
    private func take<Source: DigestedSource, Consumer: RecordConsumer>(
        _ judged: (reading: DocumentReading<Source.Reader, Consumer>, dialects: [SchemaSet]?),
        from bytes: Source, _ result: inout ValidationResult
    ) throws -> String {
        let reading = judged.reading
        result.take(reading.judgement)
        result.dialects = judged.dialects
        if reading.judgement.verdict == .valid {
            accept(&result, reading)
        } else if !options.profile.isStrict {
            try tolerate(&result, bytes)
        }
        return try reading.bytes.digest()
    }

    /// The fact is known; what follows is policy. Rules and deviations add to it and never change the verdict.
    private func accept(
        _ result: inout ValidationResult, _ reading: DocumentReading<some ByteReader, some RecordConsumer>
    ) {
        if var examiner = reading.consumer as? RecordExaminer, let document = reading.judgement.document {
            examiner.finish(document)
            result.findings += examiner.findings
            result.deviations = examiner.deviations(by: options)
        }
        result.accepted =
            !result.findings.hasErrors && !result.deviations.contains { $0.severity == .error }
    }

    /// Reads what is not valid as what it can only mean. The verdict stays; what was found is replaced by what is left.
    private func tolerate(_ result: inout ValidationResult, _ bytes: some DigestedSource) throws {
        guard [.invalid, .unknownSet, .notWellFormed].contains(result.verdict) else { return }
        let reading = try tolerant.read(
            bytes, source: result.file, profile: options.profile, set: options.set, zone: options.zone)
        guard let set = reading.set else {
            // Nothing in it looks like a message, or it could not be read.
            result.findings += reading.findings.filter { !result.findings.contains($0) }
            return
        }
        result.set = set
        result.setReason = reading.setReason ?? result.setReason
        result.deviations = reading.deviations
        result.setAside = reading.setAside
        result.findings = reading.findings + reading.messages.flatMap { ruled($0, source: result.file) }
        result.accepted = reading.isAccepted && !result.findings.hasErrors
    }

    /// What the rules say about a message as it was read, at places of the document as it was sent.
    private func ruled(_ message: TolerantReading.Message, source: String?) -> [Finding] {
        guard let rules = options.rules else { return [] }
        var run = RuleRun(rules.binding(for: message.document.schema), source: source)
        run.check(message.document)
        return run.finish().map(message.places.moved)
    }
}

extension ValidationResult {
    fileprivate init(unread file: String) {
        self.init(
            file: file, setReason: "not read", verdict: .notExecuted, accepted: false, findings: [])
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
