package import Diagnostics

/// Why the genealogy does not take something. Nothing has changed when it is thrown.
package enum GenealogyError: Error, Hashable, Sendable {
    /// The name of the transformation, a lot, a sub-lot or a job is empty, or has a control character that
    /// separates names here.
    case unusableName(transformation: String, what: String)
    case startsAfterEnd(transformation: String)
    /// Neither an input nor an output.
    case nothingMoved(transformation: String)
    /// A lot would become its own ancestor; `path` leads from the output down to the input.
    case cycle(transformation: String, path: [LotNode])
    /// The name is taken by a transformation that says something else.
    case conflict(transformation: String)
    case unknownVersion(transformation: String, lot: LotReference)
    case unknownLot(LotReference)
    /// More than the compact form numbers.
    case tooLarge(String)
    /// A snapshot that was not written by this program, or was damaged.
    case malformedSnapshot(String)
}

extension GenealogyError: AdapterError {
    package var code: Code {
        switch self {
        case .unusableName: "GEN-REFUSED-1"
        case .startsAfterEnd: "GEN-REFUSED-2"
        case .nothingMoved: "GEN-REFUSED-3"
        case .cycle: "GEN-REFUSED-4"
        case .conflict: "GEN-REFUSED-5"
        case .unknownVersion: "GEN-REFUSED-6"
        case .unknownLot: "GEN-REFUSED-7"
        case .tooLarge: "GEN-REFUSED-8"
        case .malformedSnapshot: "GEN-REFUSED-9"
        }
    }

    package var message: String {
        switch self {
        case .unusableName(let id, let what): "transformation \(id) has no usable name for \(what)"
        case .startsAfterEnd(let id): "transformation \(id) starts after its end"
        case .nothingMoved(let id): "transformation \(id) has neither inputs nor outputs"
        case .cycle(let id, let path):
            "transformation \(id) would make a lot out of itself: "
                + path.map(\.description).joined(separator: " > ")
        case .conflict(let id): "transformation \(id) is known with another content"
        case .unknownVersion(let id, let lot): "transformation \(id) names \(lot), a version never made"
        case .unknownLot(let lot): "lot \(lot) is not known to the genealogy"
        case .tooLarge(let what): "the genealogy cannot hold more \(what)"
        case .malformedSnapshot(let reason): "a snapshot of the genealogy cannot be read: \(reason)"
        }
    }

    package var place: Place? {
        switch self {
        case .unusableName(let id, _), .startsAfterEnd(let id), .nothingMoved(let id), .cycle(let id, _),
            .conflict(let id), .unknownVersion(let id, _):
            Place(path: "Transformation \(id)")
        case .unknownLot(let lot): Place(path: "MaterialLot \(lot)")
        case .tooLarge, .malformedSnapshot: nil
        }
    }

    package var advice: String? {
        switch self {
        case .unusableName: "Name it with visible characters."
        case .startsAfterEnd: "Check the clocks of the source."
        case .nothingMoved: "Leave it out, or name the lots."
        case .cycle: "Record it as rework, which makes a new version of the lot, or under a new lot."
        case .conflict: "Give the second one a name of its own."
        case .unknownVersion: "Leave the version out to mean the one in force."
        case .unknownLot: "Check the name of the lot and of the sub-lot."
        case .tooLarge: "Archive what is beyond its retention."
        case .malformedSnapshot: "Replay the events from the beginning."
        }
    }

    package var exitStatus: ExitStatus {
        switch self {
        case .tooLarge, .malformedSnapshot: .fault
        default: .look
        }
    }
}
