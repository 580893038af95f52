import Foundation

/// Valid V0700 documents of any size, the same bytes for the same kind and size.
struct Sample {
    enum Kind: String {
        case schedule, performance
    }

    /// SplitMix64, so that the bytes depend on nothing else.
    private struct Dice {
        private var state: UInt64 = 0x0001_5A95_B2AA_1000

        mutating func roll(_ sides: UInt64) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((value ^ (value >> 31)) % sides)
        }

        mutating func pick(_ words: [String]) -> String { words[roll(UInt64(words.count))] }
    }

    private static let namespace = "http://www.mesa.org/xml/B2MML"
    private static let products = [
        "White primer, matt", "Enamel RAL 3020", "Solvent blend &lt;B&gt;", "Härter 2K", "Binder A&amp;B",
        "Pigment paste",
    ]
    private static let steps = [
        "Weigh and charge", "Disperse", "Let down", "Filter", "Fill into drums", "Clean the vessel",
    ]
    private static let units = ["KGM", "LTR", "GRM", "C62", "MTR"]

    private var dice = Dice()
    private var text = ""
    private var depth = 0

    /// Writes a document.
    ///
    /// - Parameters:
    ///   - kind: its noun.
    ///   - bytes: it gets whole requests until it has so many.
    ///   - path: of the file.
    ///   - spoilt: whether one enumeration in its middle is wrong.
    /// - Throws: when the file cannot be written.
    static func write(_ kind: Kind, bytes: Int, to path: String, spoilt: Bool = false) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil) else {
            throw CocoaError(.fileWriteUnknown)
        }
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? file.close() }
        var sample = Sample()
        var written = 0
        func flush() throws {
            written += sample.text.utf8.count
            try file.write(contentsOf: Data(sample.text.utf8))
            sample.text.removeAll(keepingCapacity: true)
        }
        sample.begin(kind)
        var number = 0
        var isSpoilt = !spoilt
        while written + sample.text.utf8.count < bytes {
            number += 1
            let start = sample.text.endIndex
            sample.record(kind, number)
            if !isSpoilt, written + sample.text.utf8.count > bytes / 2 {
                isSpoilt = true
                let record = sample.text[start...].replacing(">Released<", with: ">released<")
                sample.text.replaceSubrange(start..., with: record)
            }
            if sample.text.utf8.count > 1 << 20 { try flush() }
        }
        sample.close(kind == .schedule ? "OperationsSchedule" : "OperationsPerformance")
        try flush()
    }

    // MARK: Parts

    private mutating func begin(_ kind: Kind) {
        text += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        let noun = kind == .schedule ? "OperationsSchedule" : "OperationsPerformance"
        text += "<\(noun) xmlns=\"\(Self.namespace)\">\n"
        depth = 1
        leaf("ID", "\(noun)-2026-48")
        leaf("Description", "Made for measuring")
    }

    private mutating func record(_ kind: Kind, _ number: Int) {
        let isSchedule = kind == .schedule
        let name = isSchedule ? "OperationsRequest" : "OperationsResponse"
        open(name)
        leaf("ID", padded(number, 8))
        leaf("Description", "\(dice.pick(Self.products)), order \(number)")
        leaf("StartTime", time(month: 1))
        leaf("EndTime", time(month: 7))
        if !isSchedule { leaf("OperationsRequestID", padded(number, 8)) }
        if isSchedule { leaf("Priority", "\(dice.roll(1_000))") }
        leaf(isSchedule ? "RequestState" : "ResponseState", isSchedule ? "Released" : "Completed")
        for step in 1...(1 + dice.roll(4)) { segment(isSchedule, number, step) }
        close(name)
    }

    private mutating func segment(_ isSchedule: Bool, _ number: Int, _ step: Int) {
        let name = isSchedule ? "SegmentRequirement" : "SegmentResponse"
        let part = isSchedule ? "Requirement" : "Actual"
        open(name)
        leaf("ID", "\(padded(number, 8))/\(padded(step * 10, 4))")
        leaf("Description", dice.pick(Self.steps))
        leaf(isSchedule ? "EarliestStartTime" : "ActualStartTime", time(month: 1))
        leaf(isSchedule ? "LatestEndTime" : "ActualEndTime", time(month: 7))
        leaf("ProcessSegmentID", "PS-\(padded(dice.roll(4_000), 4))")
        if isSchedule {
            leaf("Duration", "PT\(1 + dice.roll(20))H\(dice.roll(60))M")
            leaf("OperationsDefinitionID", "OD-\(padded(dice.roll(9_000), 5))")
            leaf("OperationsSegmentID", "OS-\(padded(dice.roll(9_000), 5))")
        }
        for index in 0...dice.roll(4) { parameter(isSchedule ? "SegmentParameter" : "SegmentData", index) }
        for _ in 0...dice.roll(2) {
            open("Personnel\(part)", id: true)
            leaf("PersonnelClassID", "OPERATOR-\(dice.roll(20))")
            leaf("PersonID", "P\(padded(dice.roll(100_000), 5))")
            quantity("decimal")
            close("Personnel\(part)")
        }
        for _ in 0...dice.roll(2) {
            open("Equipment\(part)", id: true)
            leaf("EquipmentClassID", "MIXER")
            leaf("EquipmentID", "EQ-\(padded(dice.roll(20_000), 5))")
            quantity("decimal")
            close("Equipment\(part)")
        }
        let materials = 2 + dice.roll(5)
        for index in 1...materials { material(part, isProduced: index == materials) }
        close(name)
    }

    private mutating func material(_ part: String, isProduced: Bool) {
        open("Material\(part)", id: true)
        leaf("MaterialDefinitionID", "MAT-\(padded(dice.roll(9_000_000), 7))")
        leaf("MaterialLotID", "LOT-\(padded(dice.roll(90_000_000), 8))")
        leaf("Description", dice.pick(Self.products))
        leaf("MaterialUse", isProduced ? "Produced" : "Consumed")
        quantity("decimal")
        close("Material\(part)")
    }

    private mutating func parameter(_ name: String, _ index: Int) {
        open(name)
        leaf("ID", ["SPEED", "TEMPERATURE", "PRESSURE", "HOLD"][index % 4])
        open("Value")
        leaf("ValueString", "\(dice.roll(900)).\(padded(dice.roll(100), 2))")
        leaf("DataType", "double")
        leaf("UnitOfMeasure", dice.pick(Self.units))
        close("Value")
        close(name)
    }

    private mutating func quantity(_ type: String) {
        open("Quantity")
        leaf("QuantityString", "\(dice.roll(5_000)).\(padded(dice.roll(1_000), 3))")
        leaf("DataType", type)
        leaf("UnitOfMeasure", dice.pick(Self.units))
        close("Quantity")
    }

    /// Within half a year from the month on, so that what begins in January ends after it began.
    private mutating func time(month: Int) -> String {
        "2026-\(padded(month + dice.roll(6), 2))-\(padded(1 + dice.roll(28), 2))T"
            + "\(padded(dice.roll(24), 2)):\(padded(dice.roll(60), 2)):00Z"
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(width - digits.count, 0)) + digits
    }

    // MARK: Markup

    private mutating func indent() { for _ in 0..<depth { text += "  " } }

    private mutating func open(_ name: String, id: Bool = false) {
        indent()
        text += "<\(name)>\n"
        depth += 1
        if id { leaf("ID", "\(dice.roll(1_000_000))") }
    }

    private mutating func close(_ name: String) {
        depth -= 1
        indent()
        text += "</\(name)>\n"
    }

    private mutating func leaf(_ name: String, _ value: String) {
        indent()
        text += "<\(name)>\(value)</\(name)>\n"
    }
}
