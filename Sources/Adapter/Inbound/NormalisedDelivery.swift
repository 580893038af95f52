import B2MML
import Diagnostics
import XMLSchema
import XMLStream

/// A delivery that is not valid as it stands and was read tolerantly: what its records are read from, and how places
/// in that lead back to the document as it was sent.
struct NormalisedDelivery: Sendable {
    let set: SchemaSet
    let bytes: [UInt8]
    /// What the reading did, as findings.
    let findings: [Finding]
    let places: NormalisedPlaces

    /// - Throws: ``XMLWriterError`` when a value has a character that XML cannot carry, ``XMLFailure`` when what was
    ///   written cannot be read: both are faults of ours.
    init(_ message: TolerantReading.Message, _ findings: [Finding]) throws {
        set = message.set
        bytes = try DocumentSerialiser.bytes(of: message.document)
        self.findings = findings
        places = try NormalisedPlaces(bytes, message.places)
    }
}

/// Leads from a line and column of the normalised bytes to the place in the document as it was sent.
struct NormalisedPlaces: Sendable {
    /// Line and column of each start tag, in document order, and so sorted.
    private let spots: [UInt64]
    private let originals: OriginalPlaces

    init(_ bytes: [UInt8], _ originals: OriginalPlaces) throws(XMLFailure) {
        let reader = XMLReader(names: NameInterner(table: NameTable([])), sink: SpotSink())
        spots = try reader.read(bytes).spots
        self.originals = originals
    }

    /// The place as it is, when nothing begins there.
    func original(_ place: Place) -> Place {
        guard let line = place.line, let column = place.column, let number = number(line, column) else {
            return place
        }
        var original = originals[number]
        original.source = place.source
        return original
    }

    private func number(_ line: Int, _ column: Int) -> Int? {
        let wanted = SpotSink.spot(line, column)
        var low = 0
        var high = spots.count
        while low < high {
            let middle = (low + high) / 2
            if spots[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low < spots.count && spots[low] == wanted ? low : nil
    }
}

private struct SpotSink: XMLSink {
    private(set) var spots: [UInt64] = []

    static func spot(_ line: Int, _ column: Int) -> UInt64 {
        UInt64(truncatingIfNeeded: line) << 32 | UInt64(UInt32(clamping: column))
    }

    mutating func startElement(_ tag: StartTag) {
        spots.append(Self.spot(tag.line, tag.column))
    }

    mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) {}
    mutating func endElement(endOffset: Int) {}
}

extension TranslatedRecord {
    /// With places in the document as it was sent.
    func moved(by places: NormalisedPlaces) -> TranslatedRecord {
        var record = self
        record.place = places.original(place)
        record.findings = findings.map { finding in
            var finding = finding
            finding.place = places.original(finding.place)
            return finding
        }
        return record
    }
}
