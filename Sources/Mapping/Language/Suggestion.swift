import Diagnostics

/// The name that somebody may have meant: the nearest by spelling, one with letters exchanged (`form` for `from`), or
/// one that the name abbreviates (`QtyString` for `QuantityString`).
func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
    let candidates = Array(candidates)
    if let nearest = nearestName(to: name, among: candidates) { return nearest }
    let letters = Array(name.lowercased())
    let sorted = letters.sorted()
    if let exchanged = candidates.first(where: { $0.lowercased().sorted() == sorted }) { return exchanged }
    guard letters.count >= 3 else { return nil }
    return candidates.filter { abbreviates(letters, Array($0.lowercased())) }.min { $0.count < $1.count }
}

/// Whether all letters stand in the name in this order, the first one first.
private func abbreviates(_ letters: [Character], _ name: [Character]) -> Bool {
    guard letters.first == name.first else { return false }
    var rest = letters[...]
    for letter in name where rest.first == letter { rest.removeFirst() }
    return rest.isEmpty
}
