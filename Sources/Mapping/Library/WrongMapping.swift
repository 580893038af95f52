package import Diagnostics

/// A mapping that is asked for and is wrong: nothing is translated by halves.
package struct WrongMapping: AdapterError, Hashable {
    private let first: Finding
    private let others: Int

    /// Nil when none of the findings is an error.
    init?(_ findings: [Finding]) {
        let errors = findings.filter { $0.severity == .error }
        guard let first = errors.first else { return nil }
        self.first = first
        others = errors.count - 1
    }

    package var code: Code { first.code }

    package var message: String {
        first.message + (others > 0 ? ", and \(others) more errors in the mapping" : "")
    }

    package var place: Place? { first.place }
    package var advice: String? { first.advice }
    package var exitStatus: ExitStatus { .usage }
}
