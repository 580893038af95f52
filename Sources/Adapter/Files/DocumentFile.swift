package import B2MML

/// The document in a file: its bytes, or what they hold when they are gzip, which the first of them tell.
package struct DocumentFile: DigestedSource {
    package let path: String
    private let name: String
    private let limits: GzipLimits

    /// - Parameters:
    ///   - path: where it is.
    ///   - name: what problems call it; nil for its path.
    ///   - limits: of what is inflated.
    package init(path: String, name: String? = nil, limits: GzipLimits = GzipLimits()) {
        self.path = path
        self.name = name ?? path
        self.limits = limits
    }

    /// - Throws: ``FileProblem``.
    package func open() throws -> ReadAhead {
        let file = try FilePieces(path: path)
        guard try file.peek(GunzippedPieces.magic.count) == GunzippedPieces.magic else {
            return ReadAhead(file)
        }
        return ReadAhead(try GunzippedPieces(file, path: name, limits: limits))
    }

    package func digest() throws -> String {
        try ContentHash.of(FileBytes(path: path))
    }

    /// Whether the file is compressed.
    ///
    /// - Throws: ``FileProblem``.
    package func isGzip() throws -> Bool {
        try FilePieces(path: path).peek(GunzippedPieces.magic.count) == GunzippedPieces.magic
    }

    /// Whether it is so long that it should not be in memory as a whole.
    package var isLong: Bool {
        get throws {
            let size = try FileBytes(path: path).size()
            return try size > Self.long || size > Self.long / 16 && isGzip()
        }
    }

    private static let long = 4 << 20
}
