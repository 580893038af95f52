/// A lot, a sub-lot of it, or one version of either, by the partner's names.
///
/// Names are matched without the blanks at their ends, see ``Identifier/matchingKey``.
package struct LotReference: Hashable, Sendable, Codable {
    package var lot: Identifier
    package var subLot: Identifier?
    /// 1 as first made, one more after each rework. Nil means the one in force at the time of a
    /// transformation, and every version in a query.
    package var version: Int?

    package init(_ lot: Identifier, subLot: Identifier? = nil, version: Int? = nil) {
        self.lot = lot
        self.subLot = subLot
        self.version = version
    }
}

extension LotReference: CustomStringConvertible, ExpressibleByStringLiteral {
    /// `LOT`, `LOT/SUB`, and `LOT/SUB#2` after rework.
    package var description: String {
        var text = lot.text
        if let subLot { text += "/\(subLot.text)" }
        if let version, version > 1 { text += "#\(version)" }
        return text
    }

    package init(stringLiteral value: String) {
        self.init(Identifier(value))
    }
}

/// The number of a node of a ``LotGraph``, in the order of first mention; valid for that graph only.
package struct LotID: Hashable, Sendable, Comparable {
    package let rawValue: Int32

    package init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    package static func < (left: LotID, right: LotID) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What stands at a node of a ``LotGraph``.
package enum LotNode: Hashable, Sendable, Codable {
    case lot(LotReference)
    /// What a job has consumed and not yet turned into a lot.
    case work(job: Identifier)

    /// Nil for the work in process of a job.
    package var reference: LotReference? {
        guard case .lot(let reference) = self else { return nil }
        return reference
    }
}

extension LotNode: CustomStringConvertible {
    package var description: String {
        switch self {
        case .lot(let reference): reference.description
        case .work(let job): "work in process of job \(job)"
        }
    }
}
