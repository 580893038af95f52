package import B2MML
import Diagnostics
import XMLSchema
import XMLStream

/// Judges documents and decides whether they are accepted.
package struct DocumentJudge: Sendable {
    private let reader: DocumentReader
    private let library: SchemaLibrary

    package init(library: SchemaLibrary) {
        self.library = library
        reader = DocumentReader(library: library)
    }

    /// Judges one file. Whatever goes wrong is part of the result; it never says valid when a check did not run.
    package func judge(file: String, bytes: some ByteSource, set: SchemaSet? = nil) -> ValidationResult {
        var result = ValidationResult(
            file: file, setReason: "not read", verdict: .notExecuted, accepted: false, deviations: [],
            findings: [])
        do {
            result.sha256 = try ContentHash.of(bytes)
            fill(&result, with: try reader.read(bytes, source: file, set: set))
        } catch let problem as FileProblem {
            result.findings = [problem.finding]
        } catch let error as SchemaError {
            result.setReason = "the schemas of the set cannot be loaded"
            result.findings = [error.finding]
        } catch {
            result.verdict = .error
            result.findings = [
                Finding(
                    "FAULT-1", .error, at: Place(source: file), "a fault of ours: \(error)",
                    advice: "Report it; the document is not to blame.")
            ]
        }
        return result
    }

    private func fill(_ result: inout ValidationResult, with judgement: Judgement) {
        result.set = judgement.set
        result.setReason = judgement.setReason
        result.root = judgement.root?.local
        result.verdict = judgement.verdict
        result.findings = judgement.findings
        guard judgement.verdict == .valid, let document = judgement.document else { return }
        result.findings += Acceptance.findings(on: document, source: result.file)
        result.accepted = !result.findings.hasErrors
    }
}
