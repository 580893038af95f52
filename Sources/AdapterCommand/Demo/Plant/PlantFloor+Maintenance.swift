import Operations

extension PlantFloor {
    mutating func maintenance(_ task: PlantTask) -> PlantWork {
        var work = PlantWork(task, at: second)
        let length = length(of: task)
        work.stop(from: 60, to: length - 120, reason: "maintenance", isPlanned: true)
        if task.operation != "PM-LUBRICATE" {
            for (lot, amount) in store.take(1, of: PlantModel.spare) {
                report(.consumed, at: length / 2, PlantModel.spare, lot, amount, PlantModel.pieces, &work)
            }
        }
        if task.operation == "PM-SERVICE" {
            cycles[task.unit] = 0
            readCycles(at: length - 120, &work)
            work.mark(.counterReset)
        }
        work.report(.parameter, at: length - 60) {
            $0.parameter = "condition"
            $0.value = "good"
        }
        work.complete(at: length)
        return work
    }
}
