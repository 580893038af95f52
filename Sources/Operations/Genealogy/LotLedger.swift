package import Diagnostics

/// What is on hand of each lot at each location, as the exact sum of what was moved.
///
/// Books below zero are kept and reported. Units are kept apart, never converted.
package struct LotLedger: Hashable, Sendable, Codable {
    /// A place in the books; a nil location is where nobody said.
    package struct Account: Hashable, Sendable, Codable {
        package var lot: LotReference
        package var location: Identifier?

        package init(_ lot: LotReference, at location: Identifier? = nil) {
            self.lot = LotReference(
                Identifier(lot.lot.matchingKey), subLot: lot.subLot.map { Identifier($0.matchingKey) },
                version: lot.version.flatMap { $0 > 1 ? $0 : nil })
            self.location = location.map { Identifier($0.matchingKey) }
        }
    }

    package struct Balance: Hashable, Sendable, Codable {
        package let account: Account
        /// May be negative.
        package internal(set) var quantity: Quantity
    }

    /// In the order of the first movement.
    package private(set) var balances: [Balance] = []
    /// Positions in ``balances``, by lot.
    private var positions: [LotReference: [Int]] = [:]

    package init() {}

    /// Adds to what is on hand; a negative quantity takes away.
    @discardableResult
    package mutating func add(_ quantity: Quantity, to account: Account) -> [Finding] {
        let bare = Quantity(quantity.value, quantity.unit)
        let known = positions[account.lot]?.first {
            balances[$0].account == account && balances[$0].quantity.unit == quantity.unit
        }
        guard let known else {
            positions[account.lot, default: []].append(balances.count)
            balances.append(Balance(account: account, quantity: bare))
            return Self.findings(Balance(account: account, quantity: bare))
        }
        do throws(QuantityError) {
            balances[known].quantity = try balances[known].quantity.adding(bare)
            return quantity.value.isNegative ? Self.findings(balances[known]) : []
        } catch {
            return [
                Finding(
                    "GEN-LEDGER-2", .error, at: Self.place(account),
                    "a movement has more digits than the books hold and was left out")
            ]
        }
    }

    @discardableResult
    package mutating func take(_ quantity: Quantity, from account: Account) -> [Finding] {
        guard let negative = try? quantity.value.negated() else {
            return [
                Finding(
                    "GEN-LEDGER-2", .error, at: Self.place(account),
                    "a movement has more digits than the books hold and was left out")
            ]
        }
        return add(Quantity(negative, quantity.unit), to: account)
    }

    /// From one location to another.
    @discardableResult
    package mutating func move(
        _ quantity: Quantity, of lot: LotReference, from: Identifier?, to: Identifier?
    ) -> [Finding] {
        take(quantity, from: Account(lot, at: from)) + add(quantity, to: Account(lot, at: to))
    }

    /// Takes the inputs and adds the outputs; amounts without a quantity leave the books alone, as does what
    /// was only counted.
    @discardableResult
    package mutating func record(_ transformation: Transformation) -> [Finding] {
        var findings: [Finding] = []
        for amount in transformation.inputs where amount.use?.known != .inventoried {
            guard let quantity = amount.quantity else { continue }
            findings += take(quantity, from: Account(amount.lot, at: amount.location))
        }
        for amount in transformation.outputs where amount.use?.known != .inventoried {
            guard let quantity = amount.quantity else { continue }
            findings += add(quantity, to: Account(amount.lot, at: amount.location))
        }
        return findings
    }

    /// All that is not zero, in the order of the first movement. A name without a version means that of the
    /// books, which is how movements name it.
    package func onHand(_ lot: LotReference) -> [Balance] {
        (positions[Account(lot).lot] ?? []).map { balances[$0] }.filter { !$0.quantity.value.isZero }
    }

    package func onHand(_ account: Account, in unit: UnitOfMeasure?) -> ExactDecimal {
        (positions[account.lot] ?? []).lazy.map { balances[$0] }
            .first { $0.account == account && $0.quantity.unit == unit }?.quantity.value ?? .zero
    }

    package var negatives: [Balance] { balances.filter(\.quantity.value.isNegative) }

    private static func place(_ account: Account) -> Place {
        Place(path: "MaterialLot \(account.lot)" + (account.location.map { " at \($0)" } ?? ""))
    }

    private static func findings(_ balance: Balance) -> [Finding] {
        guard balance.quantity.value.isNegative else { return [] }
        let unit = balance.quantity.unit.map { " \($0)" } ?? ""
        return [
            Finding(
                "GEN-LEDGER-1", .warning, at: place(balance.account),
                "the books say \(balance.quantity.value)\(unit)", advice: "Count the lot.")
        ]
    }

    // MARK: Coding

    package init(from decoder: any Decoder) throws {
        let kept = try decoder.singleValueContainer().decode([Balance].self)
        balances = kept
        for (position, balance) in kept.enumerated() {
            positions[balance.account.lot, default: []].append(position)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(balances)
    }
}
