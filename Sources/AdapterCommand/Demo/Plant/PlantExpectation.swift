/// Something that has to hold of every simulated week.
struct PlantExpectation: Sendable {
    let text: String
    let holds: Bool

    init(_ text: String, _ holds: Bool) {
        self.text = text
        self.holds = holds
    }

    var line: String { "\(holds ? "yes" : "NO ")  \(text)" }
}
