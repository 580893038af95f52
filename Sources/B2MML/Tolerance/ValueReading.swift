import XMLSchema

/// A value that its type does not allow, read as the one that it can only mean.
struct ValueReading {
    let text: String
    let kinds: [DeviationKind]

    /// - Returns: nil when no deviation that is accepted makes it a value of the type.
    init?(_ text: String, _ type: SimpleType, schema: Schema, accepts: (DeviationKind) -> Bool) {
        let trimmed = text.trimmingBlanks
        guard !trimmed.isEmpty else { return nil }
        let blanks: [DeviationKind] = schema.allows(trimmed, as: type) ? [.valueBlanks] : []
        if !blanks.isEmpty {
            guard accepts(.valueBlanks) else { return nil }
            self.init(text: trimmed, kinds: blanks)
            return
        }
        let builtin = schema.builtin(of: type)
        let candidate: (text: String, kind: DeviationKind)? =
            if builtin == .dateTime {
                DateForm(trimmed).map { ($0.dateTime, $0.kind) }
            } else {
                Self.sameLetters(
                    trimmed, builtin == .boolean ? ["true", "false"] : schema.listedValues(of: type)
                )
                .map { ($0, .enumerationCase) }
            }
        guard let candidate, accepts(candidate.kind), schema.allows(candidate.text, as: type) else {
            return nil
        }
        // A type that collapses blanks does not mind those at the ends.
        let mindsBlanks = trimmed != text && type.whiteSpace != .collapse
        guard !mindsBlanks || accepts(.valueBlanks) else { return nil }
        self.init(
            text: candidate.text, kinds: mindsBlanks ? [.valueBlanks, candidate.kind] : [candidate.kind])
    }

    private init(text: String, kinds: [DeviationKind]) {
        self.text = text
        self.kinds = kinds
    }

    /// The only listed value that differs in nothing but upper and lower case.
    private static func sameLetters(_ text: String, _ listed: [String]) -> String? {
        let same = Set(listed.filter { $0.lowercased() == text.lowercased() })
        return same.count == 1 ? same.first : nil
    }
}
