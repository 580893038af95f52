import Operations

/// The simulated plant: two lines of a mixer and a filler, a laboratory and a store, round the clock in three shifts.
///
/// Times are in whole seconds since the first morning, ``start``.
struct PlantModel: Sendable {
    let products: [PlantProduct]

    /// A Monday, 06:00 by the plant's clock.
    static let start = Instant(milliseconds: 1_772_427_600_000)
    static let offsetMinutes = 60
    static let day = 86_400
    static let shift = 28_800
    static let laboratory = "LAB"
    static let store = "STORE"
    static let pieces = "C62"
    static let kilograms = "KGM"
    /// Of one order: pieces that are filled, of bulk that is mixed from raw material, in kilograms.
    static let orderSize = 100
    static let bulkSize = 300
    static let rawSize = 240
    static let spare = "BELT-7"
    /// Orders for each line in a shift: about nine tenths of what it can make.
    static let ordersInShift = 7

    /// What work beside production takes, in minutes: as long as the business and the rules plan for it.
    private static let minutes = [
        "QA-RELEASE": 12, "QA-RESTART-SAMPLE": 10, "QA-TIGHTENED": 20, "QA-QUALIFY": 15, "NC-REVIEW": 30,
        "PM-LUBRICATE": 30, "CM-INSPECT": 30, "PM-SERVICE": 60, "CYCLE-COUNT": 15, "PUT-AWAY": 10,
        "REPLENISH": 20, "REPLENISH-SPARE": 20,
    ]

    static func minutes(of operation: String) -> Int { minutes[operation] ?? 15 }

    /// Filling white paint takes a tenth longer than the business believes; everything else takes what is planned.
    static let paints = PlantModel(products: [
        product("PAINT-WHITE", line: 1, raw: "RESIN-A", filling: 55),
        product("PAINT-GREY", line: 1, raw: "RESIN-B", filling: 50),
        product("ENAMEL-RED", line: 2, raw: "RESIN-C", filling: 50),
        product("ENAMEL-BLUE", line: 2, raw: "RESIN-D", filling: 50),
    ])

    private static func product(_ id: String, line: Int, raw: String, filling: Int) -> PlantProduct {
        PlantProduct(
            id: id, line: "LINE-\(line)", bulk: "\(id)-BULK", raw: raw,
            steps: [
                PlantStep(id: "10", operation: "Mixing", unit: "MIXER-\(line)", standard: 50, truth: 50),
                PlantStep(
                    id: "20", operation: "Filling", unit: "FILLER-\(line)", standard: 50, truth: filling),
            ])
    }

    var lines: [String] { unique(products.map(\.line)) }
    var machines: [String] { unique(products.flatMap { $0.steps.map(\.unit) }) }
    var units: [String] { machines + [Self.laboratory, Self.store] }

    func units(of line: String) -> [String] { unique(products(of: line).flatMap { $0.steps.map(\.unit) }) }

    func products(of line: String) -> [PlantProduct] { products.filter { $0.line == line } }

    func product(_ id: String) -> PlantProduct? { products.first { $0.id == id } }

    func product(ofBulk bulk: String) -> PlantProduct? { products.first { $0.bulk == bulk } }

    private func unique(_ names: [String]) -> [String] {
        names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    static func instant(_ second: Int) -> Instant {
        Instant(milliseconds: start.milliseconds + Int64(second) * 1_000)
    }

    static func time(_ second: Int) -> ZonedTime {
        ZonedTime(instant(second), offsetMinutes: offsetMinutes)
    }

    static func second(_ instant: Instant) -> Int {
        Int((instant.milliseconds - start.milliseconds) / 1_000)
    }

    /// Who works at a unit: its early, late or night shift.
    static func crew(_ unit: String, at second: Int) -> Identifier {
        Identifier("\(unit)-CREW-\(["E", "L", "N"][second / shift % 3])")
    }
}
