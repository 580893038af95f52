/// What is decoded from a single node.
protocol CompactJSONScalar: Decodable {
    init(compact value: CompactJSONDecoder) throws
}

extension String: CompactJSONScalar {
    init(compact value: CompactJSONDecoder) throws {
        guard value.kind == .string else { throw CompactJSONDecoder.Mismatch.mismatch }
        self = value.json.text(value.index)
    }
}

extension Bool: CompactJSONScalar {
    init(compact value: CompactJSONDecoder) throws {
        switch value.kind {
        case .true: self = true
        case .false: self = false
        default: throw CompactJSONDecoder.Mismatch.mismatch
        }
    }
}

extension CompactJSONScalar where Self: FixedWidthInteger {
    init(compact value: CompactJSONDecoder) throws {
        guard value.kind == .integer, let exact = Self(exactly: value.json.integer(value.index)) else {
            throw CompactJSONDecoder.Mismatch.mismatch
        }
        self = exact
    }
}

extension CompactJSONScalar where Self: BinaryFloatingPoint & LosslessStringConvertible {
    /// Too large and too small numbers are left to Foundation.
    init(compact value: CompactJSONDecoder) throws {
        let number: Self? =
            switch value.kind {
            case .integer: Self(exactly: value.json.integer(value.index))
            case .decimal: Self(value.json.text(value.index)).flatMap { $0.isNormal ? $0 : nil }
            default: nil
            }
        guard let number else { throw CompactJSONDecoder.Mismatch.mismatch }
        self = number
    }
}

extension Int: CompactJSONScalar {}
extension Int8: CompactJSONScalar {}
extension Int16: CompactJSONScalar {}
extension Int32: CompactJSONScalar {}
extension Int64: CompactJSONScalar {}
extension UInt: CompactJSONScalar {}
extension UInt8: CompactJSONScalar {}
extension UInt16: CompactJSONScalar {}
extension UInt32: CompactJSONScalar {}
extension UInt64: CompactJSONScalar {}
extension Double: CompactJSONScalar {}
extension Float: CompactJSONScalar {}
