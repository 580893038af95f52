import Operations

extension PlantFloor {
    mutating func quality(_ task: PlantTask) -> PlantWork {
        var work = PlantWork(task, at: second)
        let length = length(of: task)
        switch task.operation {
        case "QA-QUALIFY": qualify(at: length - 120, &work)
        case "NC-REVIEW": review(at: length - 120, &work)
        case "QA-TIGHTENED": test("tightened", passes: true, at: length - 120, &work)
        case "QA-RESTART-SAMPLE": test("restart", passes: true, at: length - 120, &work)
        default:
            sample(&work)
            let passes = !random.happens(rates.failedTest)
            test("viscosity", passes: passes, at: length - 120, &work)
        }
        work.complete(at: length)
        return work
    }

    private mutating func qualify(at offset: Int, _ work: inout PlantWork) {
        let vibration = random.between(8, 22)
        work.report(.parameter, at: offset) {
            $0.parameter = "vibration"
            $0.value = "\(vibration / 10).\(vibration % 10)"
            $0.unit = "MMS"
        }
    }

    private func sample(_ work: inout PlantWork) {
        report(.consumed, at: 60, work.task.material, work.task.lot, 1, PlantModel.pieces, &work)
    }

    private func test(_ characteristic: String, passes: Bool, at offset: Int, _ work: inout PlantWork) {
        let lot = work.task.lot
        work.report(.tested, at: offset, isUrgent: !passes) {
            $0.lot = lot.map { Identifier($0) }
            $0.parameter = Identifier(characteristic)
            $0.value = passes ? "pass" : "fail"
        }
        if !passes { work.mark(.failedTest) }
    }

    /// Most failed lots turn out to be good; the others are thrown away and stay held.
    private mutating func review(at offset: Int, _ work: inout PlantWork) {
        guard random.happens(rates.rejectedLot) else {
            test("review", passes: true, at: offset, &work)
            return
        }
        let task = work.task
        let lost = task.lot.flatMap { made[$0]?.truth } ?? 0
        report(.scrapped, at: offset, task.material, task.lot, lost, PlantModel.pieces, &work)
        work.mark(.rejectedLot)
    }
}
