/// What lies in the store: lots of raw material and spare parts, taken in the order in which they came.
struct PlantStore: Sendable {
    private(set) var lots: [PlantLot] = []
    private var received: [String: Int] = [:]

    /// How much of a material is really there.
    func amount(of material: String) -> Int {
        lots.filter { $0.material == material }.reduce(0) { $0 + $1.truth }
    }

    func lot(_ id: String) -> PlantLot? { lots.first { $0.id == id } }

    /// The lots of a material of which something was taken and something should be left.
    func opened(of material: String) -> [PlantLot] {
        lots.filter { $0.material == material && $0.book != 0 && $0.isOpened }
    }

    /// A new lot, of which `truth` is there when the books say `book`.
    mutating func receive(_ material: String, _ unit: String, book: Int, truth: Int) -> PlantLot {
        let number = received[material, default: 0] + 1
        received[material] = number
        let lot = PlantLot(
            id: "\(material)-\(number)", material: material, unit: unit, book: book, truth: truth)
        lots.append(lot)
        return lot
    }

    /// Takes an amount, of several lots when one has not enough.
    ///
    /// - Returns: how much of which; less than asked for when not all is there.
    mutating func take(_ amount: Int, of material: String) -> [(lot: String, amount: Int)] {
        var rest = amount
        var taken: [(lot: String, amount: Int)] = []
        for index in lots.indices where lots[index].material == material && rest > 0 {
            let part = min(rest, lots[index].truth)
            guard part > 0 else { continue }
            lots[index].truth -= part
            lots[index].book -= part
            lots[index].isOpened = true
            rest -= part
            taken.append((lots[index].id, part))
        }
        return taken
    }

    /// The books are corrected to what was found.
    mutating func count(_ id: String) {
        guard let index = lots.firstIndex(where: { $0.id == id }) else { return }
        lots[index].book = lots[index].truth
    }
}
