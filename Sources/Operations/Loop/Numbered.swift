/// A fact with the number of its event: its place among all events of the site, from 1.
@dynamicMemberLookup
package struct Numbered<Fact: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
    package var event: Int
    package var fact: Fact

    package init(_ event: Int, _ fact: Fact) {
        self.event = event
        self.fact = fact
    }

    package subscript<Member>(dynamicMember path: KeyPath<Fact, Member>) -> Member {
        fact[keyPath: path]
    }
}
