import Diagnostics

/// What a reading of a foreign form refuses. The whole document is held, 88 bytes and its texts for each element.
enum FormLimits {
    /// Of the input, in bytes.
    static let size = 64 << 20
    /// Fields, records, members and items.
    static let elements = 2 << 20
    /// Elements open at once; of JSON, objects and arrays.
    static let depth = 100
    /// Different children of one element of a shape.
    static let members = 1_000
    /// Of a line with fields at fixed columns, in characters.
    static let lineLength = 100_000
    /// Of one name, in bytes.
    static let nameLength = 1_024
    /// Findings of one document; further ones are not kept.
    static let findings = 200

    static func refuseLarge(_ bytes: [UInt8], _ source: String) throws(FormFault) {
        guard bytes.count <= size else { throw .limit("bytes", size, at: Place(source: source)) }
    }
}
