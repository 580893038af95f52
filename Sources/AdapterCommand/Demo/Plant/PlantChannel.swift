import Foundation
import Operations

/// The way from the machines to the door: counts the records of each source, and loses their order now and then.
struct PlantChannel: Sendable {
    private let rates: PlantFaultRates
    private(set) var random: PlantRandom
    private var sequences: [String: Int] = [:]
    /// What does not come with the others, and what comes with these for that reason.
    private var late: [String] = []
    private var overdue: [String] = []
    private var lines: [(kind: ShopFloorRecord.Kind, source: String, text: String)] = []

    init(rates: PlantFaultRates, seed: UInt64) {
        self.rates = rates
        random = PlantRandom(seed: seed, part: 2)
    }

    mutating func send(_ record: ShopFloorRecord) {
        let text = numbered(record)
        if [.parameter, .counter].contains(record.kind), random.happens(.late, rates.late) {
            late.append(text)
            return
        }
        lines.append((record.kind, record.source, text))
        if random.happens(.duplicate, rates.duplicate) { lines.append((record.kind, record.source, text)) }
    }

    /// What every half hour brings: noise that has to be told from news.
    mutating func disturb(at second: Int, machine: String) {
        if random.happens(.clock, rates.clock) {
            var reading = ShopFloorRecord(
                source: "GATEWAY", sequence: 0, at: PlantModel.time(second + 1_200), kind: .counter)
            reading.equipment = Identifier(machine)
            reading.parameter = "energy"
            reading.quantity = ExactDecimal(second / 60)
            reading.unit = "KWH"
            lines.append((reading.kind, reading.source, numbered(reading)))
        }
        if random.happens(.unknownEquipment, rates.unknownEquipment) {
            var record = ShopFloorRecord(
                source: "GATEWAY", sequence: 0, at: PlantModel.time(second), kind: .complete)
            record.equipment = "MIXER-9"
            lines.append((.complete, "GATEWAY", numbered(record)))
        }
        if random.happens(.torn, rates.torn) {
            lines.append((.complete, "GATEWAY", "{\"source\":\"GATEWAY\",\"sequ"))
        }
    }

    /// What has been sent since the last time, one JSON object a line.
    mutating func take() -> [String] {
        exchangeNeighbours()
        let texts = lines.map(\.text) + overdue
        (overdue, late, lines) = (late, [], [])
        return texts
    }

    private mutating func exchangeNeighbours() {
        for index in lines.indices where isFree(lines[index].kind) {
            let source = lines[index].source
            guard let next = lines[(index + 1)...].firstIndex(where: { $0.source == source }),
                isFree(lines[next].kind), lines[next].text != lines[index].text,
                random.happens(.reordered, rates.reordered)
            else { continue }
            lines.swapAt(index, next)
        }
    }

    /// Whether the order of a record among its neighbours says nothing.
    private func isFree(_ kind: ShopFloorRecord.Kind) -> Bool {
        [.consumed, .produced, .parameter, .counter].contains(kind)
    }

    private mutating func numbered(_ record: ShopFloorRecord) -> String {
        var record = record
        sequences[record.source, default: 0] += 1
        record.sequence = sequences[record.source, default: 0]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(record) else { return "" }
        return String(decoding: data, as: UTF8.self)
    }
}
