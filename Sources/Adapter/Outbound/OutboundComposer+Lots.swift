import B2MML
import Diagnostics
import Journal
import Mapping
import Operations

extension OutboundComposer {
    /// Tells the default partner which lots may not be used any more, and which may be again: each as it stands now,
    /// with its identity and its disposition alone.
    ///
    /// - Throws: ``SchemaError`` when a schema cannot be loaded.
    func lotRows(
        for notices: [Notice], in state: LoopState, at now: Instant
    ) throws -> Checked<[NewOutboxRow]> {
        var rows = Checked<[NewOutboxRow]>([])
        let partner = settings.partner(settings.defaultPartner)
        guard settings.loop.lotHolds == .partner, partner.endpoint != nil else { return rows }
        for key in Self.lots(of: notices) {
            do {
                rows.value.append(
                    try row(
                        Self.disposition(of: key, in: state), Manner(actionCode: "Change"), key: key,
                        bodID: "\(settings.site)/\(MaterialLot.noun)/\(key)/\(state.eventCount)", to: partner,
                        at: now))
            } catch let fault as OutboundFault {
                rows.findings.append(fault.finding)
            }
        }
        return rows
    }

    /// Each once, however often it changed in between.
    private static func lots(of notices: [Notice]) -> [String] {
        var seen: Set<String> = []
        return notices.flatMap { notice -> [String] in
            if case .lots(let keys) = notice { keys } else { [] }
        }.filter { seen.insert($0).inserted }
    }

    /// A lot of which nobody told a disposition may be used.
    private static func disposition(of key: String, in state: LoopState) -> MaterialLot {
        let lot = state.lots[key]?.lot
        return MaterialLot(
            id: lot?.id ?? Identifier(key), definitionID: lot?.definitionID,
            disposition: lot?.disposition ?? .known(.unrestricted))
    }
}
