package import Diagnostics
package import Operations

extension LoopService {
    /// Opens a non-conformance or takes its next step, with all that follows from it.
    ///
    /// - Parameters:
    ///   - command: that opens or advances one.
    ///   - person: who asks for it.
    /// - Returns: the non-conformance as it is then, and what should be looked at; nil where nothing was to be done.
    /// - Throws: ``LoopError`` when it is refused; ``JournalError``.
    package func nonConformance(_ command: TrackingCommand, by person: String) async throws
        -> Checked<NonConformance?>
    {
        try await writer.commit { draft in
            let decision = try draft.perform(
                Command(.quality, .tracking(command), origin: Origin(actor: person)))
            let findings = try draft.tell(composer)
            return Checked(
                draft.state.nonConformance(of: decision, command), decision.findings + findings)
        }
    }
}

extension LoopState {
    /// The one that a command was about: that it names, or that was opened, or that is open already.
    fileprivate func nonConformance(of decision: Decision, _ command: TrackingCommand) -> NonConformance? {
        switch command {
        case .advanceNonConformance(let id, _): return nonConformances[id]
        case .openNonConformance(let report):
            let opened = decision.events.lazy.compactMap { event in
                if case .nonConformanceOpened(let fact) = event.fact { fact.id } else { nil }
            }.first
            if let opened { return nonConformances[opened] }
            return nonConformances.open(of: lotKey(lot: report.lot, material: report.material)).first {
                $0.reason == report.reason && $0.characteristic == report.characteristic
            }
        default: return nil
        }
    }
}
