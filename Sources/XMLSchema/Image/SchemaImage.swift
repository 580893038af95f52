/// A compiled schema as bytes: what a block holds, behind a header that says what it is and whether it is whole.
///
/// The header: magic (8 bytes), byte order and format version (4 each), length and checksum (8 each), key (32).
/// The checksum is over all bytes but its own. Nothing else is verified, bounds of indices included: an image is our own
/// cache, made by this program for the same user, not input; what a checksum cannot show, deliberate forgery, whoever
/// keeps images must exclude by who may write them.
package enum SchemaImage {
    /// Raised with every change of what is written or of what it means.
    package static let formatVersion: UInt32 = 2
    package static let keyLength = 32

    /// Why an image cannot be used. It is made anew then.
    package enum Refusal: Error, Hashable, Sendable {
        case noImage, otherByteOrder, otherFormat, damaged
        /// Made of other files, or by another build of the program.
        case stale
    }

    private enum Offset {
        static let magic = 0
        static let byteOrder = 8
        static let format = 12
        static let length = 16
        static let checksum = 24
        static let key = 32
    }

    private static let magic: UInt64 = 0x4445_5358_4C4D_3242
    private static let byteOrder: UInt32 = 0x0102_0304

    /// The image of a schema.
    ///
    /// - Parameters:
    ///   - schema: what is written.
    ///   - key: ``keyLength`` bytes that stand for what the schema was made of.
    ///   - origin: whatever the keeper of the image wants to find again.
    /// - Returns: the bytes.
    package static func bytes(of schema: Schema, key: [UInt8], origin: [UInt8]) -> [UInt8] {
        precondition(key.count == keyLength)
        return schema.block.withSection(.origin, origin) { bytes in
            bytes.storeBytes(of: magic, toByteOffset: Offset.magic, as: UInt64.self)
            bytes.storeBytes(of: byteOrder, toByteOffset: Offset.byteOrder, as: UInt32.self)
            bytes.storeBytes(of: formatVersion, toByteOffset: Offset.format, as: UInt32.self)
            bytes.storeBytes(of: UInt64(bytes.count), toByteOffset: Offset.length, as: UInt64.self)
            UnsafeMutableRawBufferPointer(rebasing: bytes[Offset.key...]).copyBytes(from: key)
            let sum = checksum(UnsafeRawBufferPointer(bytes))
            bytes.storeBytes(of: sum, toByteOffset: Offset.checksum, as: UInt64.self)
            return Array(bytes)
        }
    }

    /// What an image holds.
    package struct Contents {
        package let schema: Schema
        package let key: [UInt8]
        package let origin: [UInt8]
    }

    /// Loads an image: it is verified and used in place, nothing is decoded until somebody asks for names.
    ///
    /// - Parameters:
    ///   - size: of the image in bytes.
    ///   - fill: writes all of it into memory of that size.
    /// - Returns: what it holds.
    /// - Throws: ``Refusal`` when it is not one, or not whole; what `fill` throws.
    package static func load(
        size: Int, fill: (UnsafeMutableRawBufferPointer) throws -> Void
    ) throws -> Contents {
        guard size >= SchemaBlockLayout.headerSize + SchemaBlockLayout.tableSize else {
            throw Refusal.noImage
        }
        let memory = UnsafeMutableRawBufferPointer.allocate(
            byteCount: size, alignment: SchemaBlockLayout.alignment)
        do {
            try fill(memory)
            try verify(UnsafeRawBufferPointer(memory))
        } catch {
            memory.deallocate()
            throw error
        }
        let block = SchemaBlock(owning: UnsafeRawBufferPointer(memory))
        let key = Array(memory[Offset.key..<Offset.key + keyLength])
        return Contents(schema: Schema(block), key: key, origin: Array(block.rows(.origin, of: UInt8.self)))
    }

    private static func verify(_ bytes: UnsafeRawBufferPointer) throws(Refusal) {
        guard bytes.load(fromByteOffset: Offset.magic, as: UInt64.self) == magic else { throw .noImage }
        guard bytes.load(fromByteOffset: Offset.byteOrder, as: UInt32.self) == byteOrder else {
            throw .otherByteOrder
        }
        guard bytes.load(fromByteOffset: Offset.format, as: UInt32.self) == formatVersion else {
            throw .otherFormat
        }
        guard bytes.load(fromByteOffset: Offset.length, as: UInt64.self) == UInt64(bytes.count),
            bytes.load(fromByteOffset: Offset.checksum, as: UInt64.self) == checksum(bytes)
        else { throw .damaged }
    }

    /// Four lanes of eight bytes. Every step of a lane can be undone, so a change of any one word shows for certain, and
    /// any other but for one in 2^64.
    private static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
        var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, UInt64(bytes.count))
        @inline(__always)
        func step(_ lane: UInt64, _ word: UInt64) -> UInt64 {
            let mixed = (lane ^ word) &* multiplier
            return mixed << 31 | mixed >> 33
        }
        var offset = 0
        while offset + 32 <= bytes.count {
            // The checksum's own place counts as zero.
            let own = bytes.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self)
            lanes.0 = step(lanes.0, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            lanes.1 = step(lanes.1, bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
            lanes.2 = step(lanes.2, bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self))
            lanes.3 = step(lanes.3, offset == 0 ? 0 : own)
            offset += 32
        }
        while offset < bytes.count {
            lanes.0 = step(lanes.0, UInt64(bytes[offset]))
            offset += 1
        }
        return step(step(step(lanes.0, lanes.1), lanes.2), lanes.3)
    }
}
