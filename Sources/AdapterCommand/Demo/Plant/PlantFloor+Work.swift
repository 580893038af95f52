import Operations

extension PlantFloor {
    /// What is done for a job, drawn when it begins.
    mutating func work(for task: PlantTask) -> PlantWork {
        switch task.domain {
        case .production: production(task)
        case .quality: quality(task)
        case .maintenance: maintenance(task)
        case .inventory: inventory(task)
        }
    }

    /// In seconds, of work beside production.
    mutating func length(of task: PlantTask) -> Int {
        random.around(PlantModel.minutes(of: task.operation) * 60)
    }

    func report(
        _ kind: ShopFloorRecord.Kind, at offset: Int, isUrgent: Bool = false, _ material: String?,
        _ lot: String?, _ amount: Int, _ unit: String, _ work: inout PlantWork
    ) {
        work.report(kind, at: offset, isUrgent: isUrgent) {
            $0.material = material.map { Identifier($0) }
            $0.lot = lot.map { Identifier($0) }
            $0.quantity = ExactDecimal(amount)
            $0.unit = UnitOfMeasure(rawValue: unit)
        }
    }
}
