import B2MML
import Crypto
import Foundation
import Testing

@testable import Adapter

/// Files of every length around the sizes of pieces and of the ring, plain and compressed: the same bytes come out.
@Suite struct DocumentFileTests {
    private static let piece = 128 << 10
    static let lengths = [
        0, 1, 2, 3, 4, piece - 1, piece, piece + 1, 2 * piece, 4 * piece, 5 * piece + 17, 19 * piece + 3,
    ]

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private static func noise(_ count: Int) -> [UInt8] {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
    }

    private func file(_ bytes: [UInt8], limits: GzipLimits = GzipLimits()) throws -> DocumentFile {
        let path = "\(folder.path)/\(UUID())"
        try Data(bytes).write(to: URL(filePath: path))
        return DocumentFile(path: path, limits: limits)
    }

    private func hash(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
    }

    private func contents(_ reader: ReadAhead) throws -> [UInt8] {
        var contents: [UInt8] = []
        while try reader.withNextPiece({ contents += $0 }) != nil {}
        return contents
    }

    @Test(arguments: lengths)
    func plainBytesComeOutAsTheyAre(_ length: Int) throws {
        let bytes = Self.noise(length)
        let file = try file(bytes)
        let reader = try file.open()
        #expect(try contents(reader) == bytes)
        #expect(try reader.withNextPiece { _ in } == nil)
        #expect(try reader.digest() == hash(bytes))
        #expect(try reader.digest() == file.digest())
        #expect(try !file.isGzip())
    }

    @Test(arguments: lengths)
    func compressedBytesComeOutAsTheyWere(_ length: Int) throws {
        let bytes = Self.noise(length)
        let stored = gzip(bytes)
        let file = try file(stored)
        let reader = try file.open()
        #expect(try file.isGzip())
        #expect(try contents(reader) == bytes)
        #expect(try reader.digest() == hash(stored))
    }

    /// As when the document is not well-formed at its beginning: the hash is that of the whole file nevertheless.
    @Test(arguments: lengths, 0...3)
    func theHashIsOfTheWholeFileHoweverMuchWasRead(_ length: Int, pieces: Int) throws {
        let bytes = Self.noise(length)
        for stored in [bytes, gzip(bytes)] {
            let reader = try file(stored).open()
            for _ in 0..<pieces { _ = try reader.withNextPiece { _ in } }
            #expect(try reader.digest() == hash(stored))
            #expect(try reader.withNextPiece { _ in } == nil)
        }
    }

    /// The thread ends by itself and frees what it uses.
    @Test func aReaderCanBeLetGoOfAtAnyTime() throws {
        let file = try file(Self.noise(20 * Self.piece))
        for pieces in 0..<20 {
            let reader = try file.open()
            for _ in 0..<pieces { #expect(try reader.withNextPiece { _ in } != nil) }
        }
    }

    @Test func membersFollowOneAnother() throws {
        let parts = [Self.noise(10), [], Self.noise(300_000), Self.noise(1)]
        let file = try file(parts.flatMap { gzip($0) })
        #expect(try contents(file.open()) == parts.flatMap(\.self))
    }

    @Test(arguments: [0, 1, 511, 70_000])
    func zerosBehindTheEndAreFilling(_ count: Int) throws {
        let file = try file(gzip("text") + Array(repeating: 0, count: count))
        #expect(try contents(file.open()) == Array("text".utf8))
    }

    @Test(arguments: [[0x61], [0, 0, 0x61], [0x1F], [0x1F, 0x8B], [0x1F, 0x8B, 0x08, 0]] as [[UInt8]])
    func otherBytesBehindTheEndAreDamage(_ rest: [UInt8]) throws {
        let file = try file(gzip("text") + rest)
        let reader = try file.open()
        #expect(try reader.withNextPiece { Array($0) } == Array("text".utf8))
        #expect(throws: GzipProblem.self) { try reader.withNextPiece { _ in } }
        #expect(try reader.digest() == hash(gzip("text") + rest))
    }

    /// Wherever it is cut. What came before the cut is handed out first.
    @Test func aCutIsNoticed() throws {
        let bytes = Array("<a>cut</a>".utf8)
        let whole = gzip(bytes)
        for length in GunzippedPieces.magic.count..<whole.count {
            let file = try file(Array(whole.prefix(length)))
            #expect(throws: GzipProblem.truncated(file.path), "\(length) bytes") {
                _ = try contents(file.open())
            }
        }
        let long = gzip(Self.noise(3_000_000))
        let cut = try file(Array(long.dropLast(1_000))).open()
        var read = 0
        #expect(throws: GzipProblem.self) {
            while try cut.withNextPiece({ read += $0.count }) != nil {}
        }
        #expect(read > 2_900_000)
    }

    /// Wherever a bit is wrong there is a problem, or it is one that means nothing: of the time in the header, or behind
    /// the last block.
    @Test func aWrongBitIsNoticed() throws {
        let bytes = Array("<a>a document that is long enough to be compressed, compressed</a>".utf8)
        let whole = gzip(bytes)
        for index in whole.indices {
            var damaged = whole
            damaged[index] ^= 1 << UInt8(index % 8)
            let file = try file(damaged)
            do {
                let contents = try contents(file.open())
                // Without the magic bytes it is handed out as it is.
                #expect(contents == bytes || index < 3 && contents == damaged, "byte \(index)")
            } catch is GzipProblem {
                continue
            }
        }
    }

    @Test func limitsKeepBombsOut() throws {
        var limits = GzipLimits()
        limits.harmless = 100_000
        limits.ratio = 50
        let bomb = gzip(Array(repeating: 0x20, count: 4_000_000))
        let bombed = try file(bomb, limits: limits)
        #expect(throws: GzipProblem.ratio(bombed.path, limit: 50)) { try contents(bombed.open()) }
        limits.ratio = 2_000
        #expect(try contents(try file(bomb, limits: limits).open()).count == 4_000_000)
        limits.size = 3_999_999
        let large = try file(bomb, limits: limits)
        #expect(throws: GzipProblem.tooLarge(large.path, limit: 3_999_999)) { try contents(large.open()) }
        limits.size = 4_000_000
        #expect(try contents(try file(bomb, limits: limits).open()).count == 4_000_000)
    }

    /// A gigabyte of blanks is a megabyte of gzip.
    @Test func theUsualLimitsStopABombEarly() throws {
        let bomb = gzip(Array(repeating: 0x20, count: 64 << 20), level: 9)
        let file = try file(bomb)
        let reader = try file.open()
        var read = 0
        #expect(throws: GzipProblem.ratio(file.path, limit: 250)) {
            while try reader.withNextPiece({ read += $0.count }) != nil {}
        }
        #expect(read <= GzipLimits().harmless + 2 * Self.piece)
    }

    @Test func missingFilesAndFoldersAreProblems() {
        #expect(throws: FileProblem.missing("\(folder.path)/none")) {
            try DocumentFile(path: "\(folder.path)/none").open()
        }
        #expect(throws: FileProblem.folder(folder.path)) { try DocumentFile(path: folder.path).open() }
    }
}
