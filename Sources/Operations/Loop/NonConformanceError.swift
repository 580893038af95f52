package import Diagnostics

/// Why a non-conformance is not moved. Nothing has changed when it is thrown.
package enum NonConformanceError: Error, Hashable, Sendable {
    case unknown(String)
    case illegalTransition(id: String, step: NonConformanceStep, from: NonConformanceState)
    case personMissing(id: String, step: NonConformanceStep)
    case dispositionMissing(id: String)
    /// Who made the lot, or found what is wrong with it, does not decide that it is good enough.
    case approverNotIndependent(id: String, person: String)
    /// The request that works on the lot again has not been completed.
    case reworkNotDone(id: String, request: String, state: RequestState?)
}

extension NonConformanceError: AdapterError {
    package var code: Code {
        switch self {
        case .unknown: "LOOP-NONCONFORMANCE-1"
        case .illegalTransition: "LOOP-NONCONFORMANCE-2"
        case .personMissing: "LOOP-NONCONFORMANCE-3"
        case .dispositionMissing: "LOOP-NONCONFORMANCE-4"
        case .approverNotIndependent: "LOOP-NONCONFORMANCE-5"
        case .reworkNotDone: "LOOP-NONCONFORMANCE-6"
        }
    }

    package var message: String {
        switch self {
        case .unknown(let id): "non-conformance \(id) is not known"
        case .illegalTransition(let id, let step, let from):
            "non-conformance \(id) is \(from.rawValue), where \(step.rawValue) is not possible"
        case .personMissing(let id, let step):
            "non-conformance \(id): nobody is named for \(step.rawValue)"
        case .dispositionMissing(let id): "non-conformance \(id): nobody says what becomes of the lot"
        case .approverNotIndependent(let id, let person):
            "non-conformance \(id): \(person) made the lot or found what is wrong with it, and cannot "
                + "decide that it is used as it is"
        case .reworkNotDone(let id, let request, let state):
            "non-conformance \(id): request \(request), which works on the lot again, is "
                + (state?.description ?? "not known")
        }
    }

    package var advice: String? {
        switch self {
        case .unknown: "Check the spelling."
        case .illegalTransition(_, _, let from):
            from.legalSteps.isEmpty
                ? "Nothing can follow."
                : "Possible: \(from.legalSteps.map(\.rawValue).joined(separator: ", "))."
        case .personMissing: "Say who does it."
        case .dispositionMissing:
            "One of \(NonConformanceDisposition.allCases.map(\.rawValue).joined(separator: ", "))."
        case .approverNotIndependent: "Ask somebody else."
        case .reworkNotDone: "Wait until it is completed."
        }
    }

    package var exitStatus: ExitStatus { .look }
}
