package import Diagnostics

/// Why the document in a gzip file cannot be read, or is not.
package enum GzipProblem: AdapterError, Hashable {
    case truncated(String)
    /// With zlib's words where it has any.
    case damaged(String, reason: String)
    case tooLarge(String, limit: Int)
    case ratio(String, limit: Int)

    package var code: Code {
        switch self {
        case .truncated: "GZIP-DATA-1"
        case .damaged: "GZIP-DATA-2"
        case .tooLarge: "GZIP-LIMIT-1"
        case .ratio: "GZIP-LIMIT-2"
        }
    }

    package var message: String {
        switch self {
        case .truncated: "the gzip file ends too early"
        case .damaged(_, let reason): "the gzip file is damaged: \(reason)"
        case .tooLarge(_, let limit): "the gzip file holds more than \(limit) bytes"
        case .ratio(_, let limit): "the gzip file holds more than \(limit) times its own size"
        }
    }

    package var place: Place? {
        switch self {
        case .truncated(let path), .damaged(let path, _), .tooLarge(let path, _), .ratio(let path, _):
            Place(source: path)
        }
    }

    package var advice: String? {
        switch self {
        case .truncated: "Have it sent again, complete."
        case .damaged: "Have it sent again; gzip -t tells whether a copy is sound."
        case .tooLarge: "If it is meant to be like this, raise --gzip-size or send it uncompressed."
        case .ratio: "If it is meant to be like this, raise --gzip-ratio or send it uncompressed."
        }
    }

    package var exitStatus: ExitStatus { .look }

    /// A limit, and not damage.
    var isLimit: Bool {
        switch self {
        case .truncated, .damaged: false
        case .tooLarge, .ratio: true
        }
    }
}
