extension JobEntry {
    /// Whether a movement brought forth what the job is there to make.
    private func isGood(_ movement: Movement) -> Bool {
        movement.direction == .produced && movement.use == .known(plan.domain.profile.producedUse)
    }

    /// What it made of what it is there to make; by-products and co-products are not in it.
    var good: [Movement] { run.movements.filter(isGood) }

    /// The same with what it threw away.
    var goodAndScrap: [Movement] { run.movements.filter { isGood($0) || $0.direction == .scrapped } }

    /// The sum of ``good``; nil when nothing was made, or in units that cannot be added.
    var goodQuantity: Quantity? {
        let good = good
        return good.isEmpty ? nil : (try? good.compactMap(\.quantity).sum()) ?? nil
    }
}
