import Foundation
import Synchronization
import Testing
import XMLSchema
import XMLStream

@testable import B2MML

/// Compiled sets on disk: used while they hold, made anew otherwise, and never the reason of a failure.
@Suite struct SchemaImageCacheTests {
    /// A set of two files, and a place for images.
    private final class Site: Sendable {
        let folder = FileManager.default.temporaryDirectory.appending(path: "b2mml-\(UUID().uuidString)").path
        /// A day after the files were made.
        let time = Mutex(Int(Date().timeIntervalSince1970 + 86_400) * 1_000_000_000)

        var images: String { "\(folder)/images" }

        init() throws {
            try FileManager.default.createDirectory(
                atPath: "\(folder)/V0700", withIntermediateDirectories: true)
            try write(element: "ID", type: "xs:decimal")
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        func write(element: String, type: String) throws {
            let namespace = SchemaSet.v0700.namespace
            let head =
                "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='\(namespace)'>"
            try Data("\(head)<xs:include schemaLocation='Part.xsd'/></xs:schema>".utf8)
                .write(to: URL(filePath: "\(folder)/V0700/B2MML.xsd"))
            try Data("\(head)<xs:element name='\(element)' type='\(type)'/></xs:schema>".utf8)
                .write(to: URL(filePath: "\(folder)/V0700/Part.xsd"))
        }

        func cache(program: String = "1-1") -> SchemaImageCache {
            SchemaImageCache(folder: images, program: program) { self.time.withLock { $0 } }
        }

        func library(program: String = "1-1") -> SchemaLibrary {
            SchemaLibrary(folder: folder, images: cache(program: program))
        }

        /// The only image.
        func image() throws -> String {
            let names = try FileManager.default.contentsOfDirectory(atPath: images)
            try #require(names.count == 1)
            return "\(images)/\(names[0])"
        }

        /// The number of the image's file: another one when it was written again.
        func inode() throws -> UInt64 {
            try #require(
                try FileManager.default.attributesOfItem(atPath: image())[.systemFileNumber] as? UInt64)
        }
    }

    private func accepts(_ text: String, _ library: SchemaLibrary) throws -> Bool {
        let document = "<ID xmlns='\(SchemaSet.v0700.namespace)'>\(text)</ID>"
        return try DocumentReader(library: library).read(MemoryBytes(Array(document.utf8)), source: nil)
            .verdict
            == .valid
    }

    @Test func anImageIsMadeOnceAndUsed() throws {
        let site = try Site()
        #expect(try accepts("1.5", site.library()))
        let first = try site.inode()
        #expect(try accepts("1.5", site.library()))
        #expect(try !accepts("x", site.library()))
        #expect(try site.inode() == first)
        let mode = try FileManager.default.attributesOfItem(atPath: site.image())[.posixPermissions] as? Int
        let folder = try FileManager.default.attributesOfItem(atPath: site.images)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(folder == 0o700)
    }

    @Test func aChangedFileMakesItStale() throws {
        let site = try Site()
        #expect(try !accepts("x", site.library()))
        // The same size, and nothing but the content and the time of change to tell.
        try site.write(element: "ID", type: "xs:anyType")
        try site.write(element: "ID", type: "xs:NMTOKEN")
        #expect(try accepts("x", site.library()))
        #expect(try accepts("x", site.library()))
    }

    /// A change that the time of change does not show, since it came too soon after the files were read.
    @Test func aChangeWithinTheSameTickIsSeen() throws {
        let site = try Site()
        let path = "\(site.folder)/V0700/Part.xsd"
        let tick = Date(timeIntervalSince1970: 1_700_000_000)
        site.time.withLock { $0 = 1_700_000_000_500_000_000 }
        func touch() throws {
            for name in ["Part.xsd", "B2MML.xsd"] {
                try FileManager.default.setAttributes(
                    [.modificationDate: tick], ofItemAtPath: "\(site.folder)/V0700/\(name)")
            }
        }
        try touch()
        #expect(try !accepts("x", site.library()))
        let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        try Data(text.replacing("xs:decimal", with: "xs:NMTOKEN").utf8).write(to: URL(filePath: path))
        try touch()
        #expect(try accepts("x", site.library()))
    }

    /// A copy of the same files has other times of change: they are read once, and the image is stamped anew.
    @Test func aTouchedFileIsLookedAtOnce() throws {
        let site = try Site()
        _ = try site.library().schema(.v0700)
        let first = try site.inode()
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)],
            ofItemAtPath: "\(site.folder)/V0700/Part.xsd")
        _ = try site.library().schema(.v0700)
        let second = try site.inode()
        #expect(first != second)
        _ = try site.library().schema(.v0700)
        #expect(try site.inode() == second)
    }

    @Test func anotherBuildOfTheProgramMakesItsOwn() throws {
        let site = try Site()
        _ = try site.library().schema(.v0700)
        let first = try site.inode()
        _ = try site.library(program: "2-2").schema(.v0700)
        #expect(try site.inode() != first)
    }

    @Test func aMissingFileIsStillMissed() throws {
        let site = try Site()
        _ = try site.library().schema(.v0700)
        try FileManager.default.removeItem(atPath: "\(site.folder)/V0700/Part.xsd")
        #expect(throws: SchemaError.self) { try site.library().schema(.v0700) }
    }

    @Test func damagedImagesAreMadeAnew() throws {
        let site = try Site()
        _ = try site.library().schema(.v0700)
        let path = URL(filePath: try site.image())
        let whole = [UInt8](try Data(contentsOf: path))
        var random = Generator(state: 11)
        for _ in 0..<100 {
            try Data(random.damage(whole)).write(to: path)
            #expect(try accepts("1.5", site.library()))
            #expect(try !accepts("x", site.library()))
        }
    }

    @Test(arguments: [0o620, 0o602, 0o666]) func anImageThatOthersCanWriteIsNotUsed(_ mode: Int) throws {
        let site = try Site()
        _ = try site.library().schema(.v0700)
        let first = try site.inode()
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: site.image())
        _ = try site.library().schema(.v0700)
        #expect(try site.inode() != first)
    }

    @Test func aLinkIsNotFollowed() throws {
        let site = try Site()
        _ = try site.library().schema(.v0700)
        let path = try site.image()
        try FileManager.default.moveItem(atPath: path, toPath: "\(site.folder)/elsewhere")
        try FileManager.default.createSymbolicLink(
            atPath: path, withDestinationPath: "\(site.folder)/elsewhere")
        #expect(try accepts("1.5", site.library()))
        let type = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
        #expect(type == .typeRegular)
    }

    @Test func withoutAPlaceToWriteNothingFails() throws {
        let site = try Site()
        try Data().write(to: URL(filePath: site.images))
        #expect(try accepts("1.5", site.library()))
        #expect(throws: SchemaImageCache.Unwritable.self) {
            try site.library().writeImage(of: .v0700, to: site.cache())
        }
    }

    @Test func theFolderIsTheUsers() {
        func folder(_ environment: [String: String]) -> String? {
            SchemaImageCache.standard(environment: environment)?.folder
        }
        #expect(folder(["B2MML_CACHE": "/c", "XDG_CACHE_HOME": "/x", "HOME": "/h"]) == "/c")
        #expect(folder(["XDG_CACHE_HOME": "/x", "HOME": "/h"]) == "/x/b2mml")
        #expect(folder(["XDG_CACHE_HOME": "relative", "HOME": "/h"]) == "/h/.cache/b2mml")
        #expect(folder(["B2MML_CACHE": "", "HOME": "/h"]) == nil)
        #expect(folder([:]) == nil)
    }

    @Test func manyAtOnceAgree() async throws {
        let site = try Site()
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    ((try? self.accepts("1.5", site.library())) ?? false)
                        && !((try? self.accepts("x", site.library())) ?? true)
                }
            }
            for await isRight in group { #expect(isRight) }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: site.images).count == 1)
    }
}

/// Seeded.
private struct Generator {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((value ^ (value >> 31)) % UInt64(bound))
    }

    mutating func damage(_ bytes: [UInt8]) -> [UInt8] {
        var damaged = bytes
        switch below(3) {
        case 0: damaged[below(bytes.count)] ^= 1 << UInt8(below(8))
        case 1: damaged.removeLast(1 + below(bytes.count))
        default: damaged.append(UInt8(below(256)))
        }
        return damaged
    }
}
