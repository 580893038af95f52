import B2MML
package import Diagnostics
package import Operations

/// A document as it arrived: where from, by whom, when, and its bytes.
package struct Delivery: Sendable {
    /// What it is called in results and findings: a path, a route, `-`.
    package let origin: String
    /// Holds the document; for standard input and for gzip a spooled copy, and for gzip that cannot be inflated the file
    /// itself.
    package let bytes: FileBytes
    /// The partner that the caller named; nil to find it out.
    package let partner: String?
    package let receivedAt: Instant
    /// Why there is no document in the bytes; nil when that is still to be seen.
    package let problem: Finding?
    /// The BODID of our message to which this is the reply, where it came so.
    package let answering: String?

    package init(
        origin: String, bytes: FileBytes, partner: String?, receivedAt: Instant, problem: Finding? = nil,
        answering: String? = nil
    ) {
        self.origin = origin
        self.bytes = bytes
        self.partner = partner
        self.receivedAt = receivedAt
        self.problem = problem
        self.answering = answering
    }

    /// A document that a command line names. It is read at any place and more than once, so what came by standard input
    /// or in gzip is copied.
    ///
    /// - Parameters:
    ///   - name: a path, or `-` for standard input.
    ///   - partner: that the caller named; nil to find it out.
    ///   - receivedAt: now.
    ///   - limits: of what is inflated.
    /// - Throws: ``FileProblem`` when it cannot be read, or the copy cannot be written.
    package init(
        named name: String, partner: String?, receivedAt: Instant, limits: GzipLimits = GzipLimits()
    ) throws {
        let stored = name == Inputs.standardInput ? FileBytes(try Spool()) : FileBytes(path: name)
        let file = DocumentFile(path: stored.path, name: name, limits: limits)
        var bytes = stored
        var problem: Finding?
        if try file.isGzip() {
            do {
                bytes = FileBytes(try Spool(inflating: file))
            } catch let damage as GzipProblem {
                problem = damage.finding
            }
        }
        self.init(
            origin: name, bytes: bytes, partner: partner, receivedAt: receivedAt, problem: problem)
    }
}
