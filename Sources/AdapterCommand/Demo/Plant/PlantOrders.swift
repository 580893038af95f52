import Operations

/// The simulated business: what it sends into the plant, and when.
struct PlantOrders: Sendable {
    private let model: PlantModel
    private let rates: PlantFaultRates
    private(set) var random: PlantRandom
    private var envelope = PlantEnvelope()
    private var number = 1_000_000
    /// Products of which an order was sent: later ones leave the times to the standard in force.
    private var known: Set<String> = []
    /// What is going to be cancelled, and when.
    private var cancellations: [(second: Int, request: PlantRequest)] = []
    private(set) var cancelled: Set<String> = []
    private(set) var unmakeable: Set<String> = []

    init(model: PlantModel, rates: PlantFaultRates, seed: UInt64) {
        self.model = model
        self.rates = rates
        random = PlantRandom(seed: seed, part: 1)
    }

    /// What the business knows before anything begins.
    ///
    /// - Parameter lots: what lies in the store.
    /// - Returns: the documents, in the order in which they are sent.
    mutating func masterData(_ lots: [PlantLot]) -> [PlantDocument] {
        [equipment(), materials(lots)]
    }

    private mutating func equipment() -> PlantDocument {
        let lines = model.lines.map { line in
            let units = model.units(of: line).map { unit in
                "        <EquipmentChild><ID>\(unit)</ID><EquipmentLevel>WorkUnit</EquipmentLevel></EquipmentChild>"
            }
            return
                (["      <Equipment><ID>\(line)</ID><EquipmentLevel>ProductionLine</EquipmentLevel>"] + units
                + ["      </Equipment>"]).joined(separator: "\n")
        }
        return envelope.document(
            "equipment-information", verb: "Sync", noun: "EquipmentInformation", at: 0,
            (["      <ID>PAINTS</ID>"] + lines).joined(separator: "\n"))
    }

    private mutating func materials(_ lots: [PlantLot]) -> PlantDocument {
        let names = model.products.flatMap { [$0.id, $0.bulk, $0.raw] } + [PlantModel.spare]
        let definitions = names.map { name in
            "      <MaterialDefinition><ID>\(name)</ID></MaterialDefinition>"
        }
        let content = definitions + lots.map(\.xml)
        return envelope.document(
            "material-information", verb: "Sync", noun: "MaterialInformation", at: 0,
            content.joined(separator: "\n"))
    }

    /// What is sent at the beginning of a shift.
    ///
    /// - Parameters:
    ///   - second: when it begins.
    ///   - made: the lots that were made since the shift before, of which every third is tested.
    ///   - lots: those in the store of which something was taken: they are counted in the morning.
    /// - Returns: the documents, in the order in which they are sent.
    mutating func shift(at second: Int, made: [PlantLot], lots: [PlantLot]) -> [PlantDocument] {
        var documents = [production(at: second)]
        let tested = made.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
        documents += schedule("quality", .quality, at: second, tested.map { test(of: $0, at: second) })
        if second % PlantModel.day == 0 {
            documents += schedule("maintenance", .maintenance, at: second, maintenance(at: second))
            documents += schedule("inventory", .inventory, at: second, lots.map { count(of: $0, at: second) })
        }
        if random.happens(.unreadable, rates.unreadable) { documents.append(unreadable(at: second)) }
        return documents
    }

    /// The cancellations that are due.
    mutating func cancellations(until second: Int) -> [PlantDocument] {
        let due = cancellations.filter { $0.second <= second }
        cancellations.removeAll { $0.second <= second }
        return due.map { entry in
            cancelled.insert(entry.request.id)
            return envelope.document(
                "cancellation", verb: "Cancel", noun: "OperationsSchedule", at: second,
                Self.content(.production, at: second, [entry.request]))
        }
    }

    // MARK: Production

    private mutating func production(at second: Int) -> PlantDocument {
        var requests: [PlantRequest] = []
        for index in 0..<PlantModel.ordersInShift {
            for line in model.lines {
                let products = model.products(of: line)
                let product = products[(second / PlantModel.shift + index) % products.count]
                let due = second + PlantModel.shift * (index + 3) / PlantModel.ordersInShift
                requests.append(order(of: product, due: due, priority: 3))
            }
        }
        if random.happens(.cancelled, rates.cancelled), let last = requests.last {
            cancellations.append((second + 1_800, last))
        }
        if random.happens(.unmakeable, rates.unmakeable), let some = model.products.first {
            var request = order(of: some, due: second + 2 * PlantModel.shift, priority: 9)
            for index in request.segments.indices { request.segments[index].unit = "LINE-9" }
            request.definition += "-SPECIAL"
            unmakeable.insert(request.id)
            requests.append(request)
        }
        return envelope.document(
            "production-schedule", verb: "Process", noun: "OperationsSchedule", at: second,
            Self.content(.production, at: second, requests))
    }

    private mutating func order(of product: PlantProduct, due: Int, priority: Int) -> PlantRequest {
        let isKnown = !known.insert(product.id).inserted
        let id = nextID("")
        let bulkLot = "B-\(id)"
        let segments = product.steps.enumerated().map { index, step in
            let isFirst = index == 0
            let taken =
                isFirst
                ? material(product.raw, nil, "Consumed", PlantModel.rawSize, PlantModel.kilograms)
                : material(product.bulk, bulkLot, "Consumed", PlantModel.bulkSize, PlantModel.kilograms)
            let made =
                isFirst
                ? material(product.bulk, bulkLot, "Produced", PlantModel.bulkSize, PlantModel.kilograms)
                : material(product.id, "L-\(id)", "Produced", PlantModel.orderSize, PlantModel.pieces)
            return PlantRequest.Segment(
                id: step.id, operation: step.operation, unit: step.unit,
                minutes: isKnown ? nil : step.standard, materials: [made, taken])
        }
        return PlantRequest(
            id: id, domain: .production, definition: product.id, start: nil, due: due, priority: priority,
            segments: segments)
    }

    private func material(_ name: String, _ lot: String?, _ use: String, _ quantity: Int, _ unit: String)
        -> PlantRequest.Material
    {
        PlantRequest.Material(material: name, lot: lot, use: use, quantity: quantity, unit: unit)
    }

    // MARK: The other domains

    private mutating func test(of lot: PlantLot, at second: Int) -> PlantRequest {
        let sample = material(lot.material, lot.id, "Destructive Sample", 1, lot.unit)
        return request(
            "Q", .quality, "QA-RELEASE", unit: PlantModel.laboratory, start: second,
            due: second + PlantModel.shift / 2, materials: [sample])
    }

    /// One machine after another over the day.
    private mutating func maintenance(at second: Int) -> [PlantRequest] {
        model.machines.enumerated().map { index, machine in
            let start = second + 7_200 + index * 14_400
            return request(
                "M", .maintenance, "PM-LUBRICATE", unit: machine, start: start,
                due: start + 14_400, isAsset: true)
        }
    }

    private mutating func count(of lot: PlantLot, at second: Int) -> PlantRequest {
        let counted = material(lot.material, lot.id, "Inventoried", 0, lot.unit)
        return request(
            "I", .inventory, "CYCLE-COUNT", unit: PlantModel.store, start: second + 3_600,
            due: second + 18_000, materials: [counted])
    }

    private mutating func request(
        _ prefix: String, _ domain: DomainKind, _ definition: String, unit: String, start: Int, due: Int,
        isAsset: Bool = false, materials: [PlantRequest.Material] = []
    ) -> PlantRequest {
        PlantRequest(
            id: nextID(prefix), domain: domain, definition: definition, start: start, due: due, priority: 3,
            segments: [
                PlantRequest.Segment(
                    id: "10", operation: definition, unit: unit,
                    minutes: PlantModel.minutes(of: definition), isAsset: isAsset,
                    materials: materials)
            ])
    }

    private mutating func nextID(_ prefix: String) -> String {
        number += 1
        return "\(prefix)\(number)"
    }

    // MARK: Documents

    private mutating func schedule(
        _ name: String, _ domain: DomainKind, at second: Int, _ requests: [PlantRequest]
    ) -> [PlantDocument] {
        guard !requests.isEmpty else { return [] }
        return [
            envelope.document(
                "\(name)-schedule", verb: "Process", noun: "OperationsSchedule", at: second,
                Self.content(domain, at: second, requests))
        ]
    }

    /// An order without a step: the schema wants one at least.
    private mutating func unreadable(at second: Int) -> PlantDocument {
        let id = nextID("")
        return envelope.document(
            "broken-schedule", verb: "Process", noun: "OperationsSchedule", at: second,
            Self.content(.production, at: second, [])
                + "\n      <OperationsRequest><ID>\(id)</ID></OperationsRequest>",
            isUnreadable: true)
    }

    private static func content(_ domain: DomainKind, at second: Int, _ requests: [PlantRequest]) -> String {
        let head =
            "      " + PlantEnvelope.element("ID", "\(domain.rawValue)-\(second / 3_600)")
            + PlantEnvelope.element("PublishedDate", "\(PlantModel.time(second))")
            + PlantEnvelope.element("OperationsType", domain.rawValue)
        return ([head] + requests.map(\.xml)).joined(separator: "\n")
    }
}

extension PlantLot {
    /// A `MaterialLot`, with what the books say.
    fileprivate var xml: String {
        "      <MaterialLot><ID>\(id)</ID><MaterialDefinitionID>\(material)</MaterialDefinitionID>"
            + PlantEnvelope.quantity(book, unit) + "</MaterialLot>"
    }
}
