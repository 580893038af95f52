import Foundation
package import XMLSchema

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Compiled schemas on disk, so that a start does not compile them again.
///
/// An image is used when it is whole, belongs to the user, nobody else can write it, this build of the program made it,
/// and the files it was made of are as they were. Otherwise the schema is compiled, and the image made anew where that
/// is possible; a cache that cannot be written costs time, nothing else. Any number of processes may share one: an image
/// appears whole under its name, or not at all.
package struct SchemaImageCache: Sendable {
    package let folder: String
    /// Which build of the program asks; see ``ImageOrigin/program``.
    private let program: String
    /// Nanoseconds since 1970.
    private let now: @Sendable () -> Int

    package init(folder: String, program: String, now: @escaping @Sendable () -> Int) {
        self.folder = folder
        self.program = program
        self.now = now
    }

    /// In `B2MML_CACHE`, else `b2mml` below `XDG_CACHE_HOME`, else below `.cache` of the user's home. Nil when
    /// `B2MML_CACHE` is there and empty, or there is no such place.
    package static func standard(
        environment: [String: String] = ProcessInfo.processInfo.environment, folder: String? = nil
    ) -> SchemaImageCache? {
        guard let folder = folder ?? place(environment), let program = FileStamp(of: "/proc/self/exe") else {
            return nil
        }
        return SchemaImageCache(
            folder: folder, program: "\(program.size)-\(program.modified)",
            now: {
                var time = timespec()
                clock_gettime(CLOCK_REALTIME, &time)
                return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
            })
    }

    private static func place(_ environment: [String: String]) -> String? {
        if let named = environment["B2MML_CACHE"] { return named.isEmpty ? nil : named }
        if let caches = environment["XDG_CACHE_HOME"], caches.hasPrefix("/") { return "\(caches)/b2mml" }
        return environment["HOME"].flatMap { $0.isEmpty ? nil : "\($0)/.cache/b2mml" }
    }

    /// Where the image for a request is kept.
    func path(_ request: String) -> String {
        "\(folder)/\(ImageOrigin.hash(of: Data(request.utf8)).prefix(32)).image"
    }

    // MARK: Loading

    /// A schema from the cache; nil when there is none that can be used.
    func load(_ request: String) -> (schema: Schema, origin: ImageOrigin)? {
        let path = path(request)
        guard let contents = try? Self.read(path), let origin = ImageOrigin(contents.origin),
            origin.program == program, origin.key == contents.key
        else { return nil }
        switch origin.state() {
        case .stale: return nil
        case .current: break
        case .restamped:
            if let origin = origin.restamped(at: now()) { _ = try? store(contents.schema, origin, request) }
        }
        return (contents.schema, origin)
    }

    /// Refuses what is not a regular file of the user's own that nobody else can write.
    private static func read(_ path: String) throws -> SchemaImage.Contents {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw SchemaImage.Refusal.noImage }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_uid == geteuid(), status.st_mode & (S_IWGRP | S_IWOTH) == 0
        else { throw SchemaImage.Refusal.noImage }
        return try SchemaImage.load(size: Int(status.st_size)) { memory in
            var filled = 0
            while filled < memory.count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: memory[filled...])
                let count = readSome(descriptor, rest)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw SchemaImage.Refusal.damaged }
                filled += count
            }
        }
    }

    // MARK: Storing

    /// An image as it was written.
    package struct Stored: Sendable {
        package let path: String
        package let size: Int
        /// In hexadecimal digits.
        package let key: String
    }

    /// Why an image was not written.
    package struct Unwritable: Error, CustomStringConvertible {
        package let description: String
    }

    func origin(of sources: [ImageOrigin.Source], fingerprint: String?, made: Int) -> ImageOrigin {
        ImageOrigin(program: program, made: made, fingerprint: fingerprint, sources: sources)
    }

    /// When what is read from now on counts as read.
    var time: Int { now() }

    /// Writes an image beside its place and moves it there.
    @discardableResult
    func store(_ schema: Schema, _ origin: ImageOrigin, _ request: String) throws(Unwritable) -> Stored {
        guard let line = origin.bytes else {
            throw Unwritable(description: "the path of a schema file has a line feed in it")
        }
        let bytes = SchemaImage.bytes(of: schema, key: origin.key, origin: line)
        let path = path(request)
        try makeFolder()
        let draft = "\(folder)/.\(UUID().uuidString).draft"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.unwritable(folder) }
        let isWritten = Self.write(bytes, to: descriptor)
        guard close(descriptor) == 0, isWritten, rename(draft, path) == 0 else {
            let problem = Self.unwritable(path)
            unlink(draft)
            throw problem
        }
        return Stored(path: path, size: bytes.count, key: Self.hexadecimal(origin.key))
    }

    private func makeFolder() throws(Unwritable) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue {
            return
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Unwritable(description: "the folder \(folder) cannot be made")
        }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
                let count = writeSome(descriptor, rest)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                written += count
            }
            return true
        }
    }

    /// From `errno`.
    private static func unwritable(_ path: String) -> Unwritable {
        Unwritable(description: "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
    }
}

/// By these names, since the type's own ones hide those of C.
private func readSome(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, buffer.baseAddress, buffer.count)
}

private func writeSome(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    write(descriptor, buffer.baseAddress, buffer.count)
}
