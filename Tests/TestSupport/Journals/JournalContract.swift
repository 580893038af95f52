import Testing

/// What every journal must do, as rows of a parameterised test: a new journal passes all of them, or is none.
package struct JournalContract: Sendable, CustomTestStringConvertible {
    package let name: String
    package let check: @Sendable (JournalStore) async throws -> Void

    init(_ name: String, _ check: @escaping @Sendable (JournalStore) async throws -> Void) {
        self.name = name
        self.check = check
    }

    package var testDescription: String { name }

    package static let all: [JournalContract] =
        commits + inbox + objects + leases + events + outbox + concurrency
}
