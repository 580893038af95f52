import Operations

extension PlantFloor {
    mutating func inventory(_ task: PlantTask) -> PlantWork {
        var work = PlantWork(task, at: second)
        let length = length(of: task)
        switch task.operation {
        case "CYCLE-COUNT": count(&work)
        case "REPLENISH": replenish(PlantModel.kilograms, 4_000, &work)
        case "REPLENISH-SPARE": replenish(PlantModel.pieces, 10, &work)
        default: putAway(at: length - 60, &work)
        }
        work.complete(at: length)
        return work
    }

    private mutating func putAway(at offset: Int, _ work: inout PlantWork) {
        let (lot, rack) = (work.task.lot, random.between(1, 40))
        work.report(.moved, at: offset) {
            $0.lot = lot.map { Identifier($0) }
            $0.value = "RACK-\(rack)"
        }
    }

    private mutating func count(_ work: inout PlantWork) {
        guard let id = work.task.lot, let lot = store.lot(id) ?? made[id] else { return }
        store.count(id)
        work.report(.counted, at: 0) {
            $0.lot = Identifier(id)
            $0.quantity = ExactDecimal(lot.truth)
            $0.unit = UnitOfMeasure(rawValue: lot.unit)
        }
    }

    private mutating func replenish(_ unit: String, _ amount: Int, _ work: inout PlantWork) {
        guard let material = work.task.material else { return }
        let lot = receive(material, unit, amount)
        report(.produced, at: 0, material, lot.id, amount, unit, &work)
    }
}
