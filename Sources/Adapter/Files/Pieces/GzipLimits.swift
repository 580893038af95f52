/// What is refused of a gzip file: a small one can hold more than any machine has.
package struct GzipLimits: Hashable, Sendable {
    /// Of the document, in bytes.
    package var size = 64 << 30
    /// Of the document to its file. Deflate reaches 1,032; indented B2MML has 10 to 40.
    package var ratio = 250
    /// Up to so many bytes the ratio does not matter.
    package var harmless = 16 << 20

    package init() {}
}
