import Operations

extension PlantFloor {
    mutating func production(_ task: PlantTask) -> PlantWork {
        var work = PlantWork(task, at: second)
        guard let material = task.produced?.material, let lot = task.produced?.lot,
            let step = model.products.lazy.compactMap({ product in
                product.steps.first {
                    $0.unit == task.unit && [product.id, product.bulk].contains(material)
                        && $0.operation == task.operation
                }
            }).first
        else {
            work.complete(at: 60)
            return work
        }
        let length = random.around(step.truth * 60)
        if let product = model.product(ofBulk: material) {
            mix(product, lot, length, &work)
        } else {
            fill(material, lot, task.taken, length, &work)
        }
        disturb(&work, length)
        return work
    }

    private mutating func mix(_ product: PlantProduct, _ lot: String, _ length: Int, _ work: inout PlantWork)
    {
        for (source, amount) in store.take(PlantModel.rawSize, of: product.raw) {
            report(.consumed, at: 0, product.raw, source, amount, PlantModel.kilograms, &work)
        }
        let temperature = random.between(410, 440)
        work.report(.parameter, at: length / 2) {
            $0.parameter = "temperature"
            $0.value = "\(temperature / 10).\(temperature % 10)"
            $0.unit = "CEL"
        }
        report(
            .produced, at: length - 30, product.bulk, lot, PlantModel.bulkSize, PlantModel.kilograms, &work)
        work.complete(at: length)
        made[lot] = PlantLot(
            id: lot, material: product.bulk, unit: PlantModel.kilograms, book: PlantModel.bulkSize,
            truth: PlantModel.bulkSize)
    }

    private mutating func fill(
        _ material: String, _ lot: String, _ taken: PlantTask.Material?, _ length: Int,
        _ work: inout PlantWork
    ) {
        report(
            .consumed, at: 0, taken?.material, taken?.lot, PlantModel.bulkSize, PlantModel.kilograms, &work)
        let isBurst = random.happens(rates.scrapBurst)
        let scrap = isBurst ? random.between(10, 18) : random.between(0, 2)
        // The usual scrap is made good; a burst is missing in the end.
        let good = PlantModel.orderSize - (isBurst ? scrap : 0)
        let half = PlantModel.orderSize / 2
        report(.produced, at: length / 2, material, lot, half, PlantModel.pieces, &work)
        if scrap > 0 {
            report(
                .scrapped, at: length * 4 / 5, isUrgent: isBurst, material, lot, scrap, PlantModel.pieces,
                &work)
            if isBurst { work.mark(.scrapBurst) }
        }
        report(.produced, at: length - 30, material, lot, good - half, PlantModel.pieces, &work)
        cycles[work.task.unit, default: 0] += PlantModel.orderSize
        readCycles(at: length - 10, &work)
        work.complete(at: length)
        made[lot] = PlantLot(
            id: lot, material: material, unit: PlantModel.pieces, book: good, truth: good)
    }

    func readCycles(at offset: Int, _ work: inout PlantWork) {
        let reading = cycles[work.task.unit] ?? 0
        work.reportUnit(.counter, at: offset) {
            $0.parameter = "cycles-since-maintenance"
            $0.quantity = ExactDecimal(reading)
            $0.unit = UnitOfMeasure(rawValue: PlantModel.pieces)
        }
    }

    /// What stops a machine while it works.
    private mutating func disturb(_ work: inout PlantWork, _ length: Int) {
        func somewhere(_ random: inout PlantRandom) -> Int { random.between(length / 5, length * 3 / 4) }
        if random.happens(rates.microStop) {
            let length = random.between(30, 150)
            work.stand(at: somewhere(&random), for: length, reason: "micro stop", .microStop, holdsJob: false)
        }
        if random.happens(rates.jam) {
            let length = random.between(180, 540)
            work.stand(at: somewhere(&random), for: length, reason: "jam", .jam, holdsJob: true)
        }
        if random.happens(rates.breakdown) {
            let length = random.between(720, 3_000)
            let reason = random.happens(0.5) ? "breakdown" : "failure"
            work.stand(at: somewhere(&random), for: length, reason: reason, .breakdown, holdsJob: true)
        }
    }
}
