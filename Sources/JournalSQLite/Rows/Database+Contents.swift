import Foundation
import GRDB
import Journal

extension Database {
    /// Writes bytes piece by piece.
    ///
    /// - Returns: Their number, or nil when there are none.
    func insert(_ content: MessageContent) throws -> Int64? {
        guard content.count > 0 else { return nil }
        let last = try row("SELECT max(content_id) FROM contents") { try $0.next(Int64?.self) }
        let id = ((last ?? nil) ?? 0) + 1
        var start = 0
        try content.forEachPiece { piece in
            try run(
                "INSERT INTO contents (content_id, start, bytes) VALUES (?, ?, ?)", [id, start, Data(piece)])
            start += piece.count
        }
        return id
    }

    /// A range of bytes, cut to what there is. `owner` selects the content's number, with one `?`.
    func content(_ owner: String, _ id: Int64, in range: Range<Int>) throws -> [UInt8] {
        guard !range.isEmpty,
            let content = try row(owner, [id], { try $0.next(Int64?.self) }) ?? nil
        else { return [] }
        let pieces = try rows(
            """
            SELECT start, bytes FROM contents
            WHERE content_id = ?1 AND start < ?3 AND start >= (
                SELECT coalesce(max(start), 0) FROM contents WHERE content_id = ?1 AND start <= ?2)
            ORDER BY start
            """, [content, range.lowerBound, range.upperBound]
        ) { (start: try $0.next(Int.self), bytes: try $0.next(Data.self)) }
        var bytes: [UInt8] = []
        for piece in pieces {
            let wanted = range.clamped(to: piece.start..<piece.start + piece.bytes.count)
            let base = piece.bytes.startIndex - piece.start
            bytes += piece.bytes[wanted.lowerBound + base..<wanted.upperBound + base]
        }
        return bytes
    }
}
