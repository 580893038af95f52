import Crypto
import Foundation
import XMLSchema

/// What an image was made of: enough to see, without reading the files, whether it still holds.
struct ImageOrigin: Equatable {
    struct Source: Equatable {
        /// Absolute.
        let path: String
        let stamp: FileStamp
        /// SHA-256 of the content, in hexadecimal digits.
        let hash: String
    }

    /// The program that made it; another build may compile otherwise.
    let program: String
    /// When the files were read, in nanoseconds since 1970.
    let made: Int
    /// Of the set, where it is not that of the set's folder; see ``SchemaLibrary/fingerprint(of:)``.
    let fingerprint: String?
    let sources: [Source]

    /// SHA-256 over what decides the content of the image.
    var key: [UInt8] {
        var hash = SHA256()
        hash.update(data: Data("\(SchemaImage.formatVersion)\n\(program)\n".utf8))
        for source in sources { hash.update(data: Data("\(source.path)\n\(source.hash)\n".utf8)) }
        return Array(hash.finalize())
    }

    /// One line each; nil for a path that has a line feed in it.
    var bytes: [UInt8]? {
        guard !sources.contains(where: { $0.path.utf8.contains(0x0A) }) else { return nil }
        var lines = [program, "\(made)", fingerprint ?? "-"]
        for source in sources {
            lines.append("\(source.stamp.size) \(source.stamp.modified) \(source.hash) \(source.path)")
        }
        return Array(lines.joined(separator: "\n").utf8)
    }

    init(program: String, made: Int, fingerprint: String?, sources: [Source]) {
        self.program = program
        self.made = made
        self.fingerprint = fingerprint
        self.sources = sources
    }

    init?(_ bytes: [UInt8]) {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard lines.count >= 3, let made = Int(lines[1]) else { return nil }
        var sources: [Source] = []
        for line in lines.dropFirst(3) {
            let fields = line.split(separator: " ", maxSplits: 3)
            guard fields.count == 4, let size = Int(fields[0]), let modified = Int(fields[1]) else {
                return nil
            }
            sources.append(
                Source(
                    path: String(fields[3]), stamp: FileStamp(size: size, modified: modified),
                    hash: String(fields[2])))
        }
        self.init(
            program: lines[0], made: made, fingerprint: lines[2] == "-" ? nil : lines[2], sources: sources)
    }

    /// A change within this time of the reading may not show in the time of change, which some file systems keep in
    /// steps of two seconds.
    private static let uncertainty = 2_000_000_000

    enum State {
        case current
        /// The content is the same, and the stamps do not show it.
        case restamped
        case stale
    }

    /// Looks at the files; reads only those whose stamps do not show that they are unchanged.
    func state() -> State {
        var isCertain = true
        for source in sources {
            guard let stamp = FileStamp(of: source.path) else { return .stale }
            if stamp == source.stamp, stamp.modified + Self.uncertainty < made { continue }
            isCertain = false
            guard stamp.size == source.stamp.size,
                let data = FileManager.default.contents(atPath: source.path),
                Self.hash(of: data) == source.hash
            else { return .stale }
        }
        return isCertain ? .current : .restamped
    }

    /// The same sources as they are stamped now; nil when one of them is gone.
    func restamped(at now: Int) -> ImageOrigin? {
        var sources: [Source] = []
        for source in self.sources {
            guard let stamp = FileStamp(of: source.path) else { return nil }
            sources.append(Source(path: source.path, stamp: stamp, hash: source.hash))
        }
        return ImageOrigin(program: program, made: now, fingerprint: fingerprint, sources: sources)
    }

    static func hash(of data: some DataProtocol) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in SHA256.hash(data: data) {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
