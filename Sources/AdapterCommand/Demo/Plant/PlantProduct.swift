/// What a line makes, and over which steps.
struct PlantProduct: Sendable {
    let id: String
    let line: String
    /// What the first step makes and the second one takes.
    let bulk: String
    /// What the first step takes.
    let raw: String
    let steps: [PlantStep]
}

/// One step of a product's route.
struct PlantStep: Sendable {
    let id: String
    let operation: String
    let unit: String
    /// In minutes, for an order of the usual size: as the business plans, and as it really is in the middle.
    let standard, truth: Int
}
