import Diagnostics
import Testing

@testable import Operations

@Suite struct CommingledStoreTests {
    private func store(_ commingling: Commingling) throws -> CommingledStore {
        var store = CommingledStore("T1", commingling, unit: "L")
        try store.fill("A", Quantity("100", "L"), at: .minute(0))
        try store.fill("B", Quantity("50", "L"), at: .minute(1))
        return store
    }

    private func text(_ draw: CommingledStore.Draw) -> [String] {
        draw.shares.map { "\($0.lot) \($0.quantity?.value.lexicalForm ?? "?") of \($0.atMost.value)" }
    }

    @Test func firstInComesOutFirst() throws {
        var store = try store(.firstInFirstOut)
        #expect(text(try store.draw(Quantity("30", "L"), at: .minute(2))) == ["A 30 of 30"])
        #expect(text(try store.draw(Quantity("90", "L"), at: .minute(3))) == ["A 70 of 70", "B 20 of 20"])
        try store.fill("A", Quantity("5", "L"), at: .minute(4))
        #expect(
            text(try store.draw(Quantity("32.5", "L"), at: .minute(5))) == ["B 30 of 30", "A 2.5 of 2.5"])
        #expect(store.contents == "2.5")
        #expect(store.stays.map(\.to) == [.minute(3), .minute(5), nil])
    }

    /// 30 of 150: 20 of A and 10 of B. Then 80 + 40, and 60 of C: 45 of 180 are 20, 10, 15.
    @Test func aMixtureIsDrawnInProportion() throws {
        var store = try store(.perfectMix(flushed: nil))
        #expect(text(try store.draw(Quantity("30", "L"), at: .minute(2))) == ["A 20 of 20", "B 10 of 10"])
        try store.fill("C", Quantity("60", "L"), at: .minute(3))
        #expect(
            text(try store.draw(Quantity("45", "L"), at: .minute(4)))
                == ["A 20 of 20", "B 10 of 10", "C 15 of 15"])
        #expect(store.layers.map(\.left) == ["60", "30", "45"])
    }

    @Test func whatIsFlushedOutIsNoLongerNamed() throws {
        var store = try store(.perfectMix(flushed: "1"))
        // 148 of 150 leave 1.333 of A and 0.667 of B.
        _ = try store.draw(Quantity("148", "L"), at: .minute(2))
        #expect(store.layers.map(\.lot) == ["A"])
        try store.fill("C", Quantity("100", "L"), at: .minute(3))
        #expect(try store.draw(Quantity("10", "L"), at: .minute(4)).shares.map(\.lot) == ["A", "C"])
        #expect(store.stays.map(\.to) == [nil, .minute(2), nil])
    }

    /// Nothing gets lost in rounding, whatever is drawn.
    @Test(arguments: UInt64(1)...20, [Commingling.firstInFirstOut, .perfectMix(flushed: nil)])
    func whatIsFilledIsDrawnOrThere(_ seed: UInt64, _ commingling: Commingling) throws {
        var generator = SeededGenerator(seed: seed)
        var store = CommingledStore("T", commingling, unit: "L")
        var filled: [LotReference: ExactDecimal] = [:]
        for minute in 0..<60 {
            let amount = try ExactDecimal(
                coefficient: Int128(Int.random(in: 1...99_999, using: &generator)), scale: 3)
            if Bool.random(using: &generator) || store.contents < amount {
                let lot = LotReference(Identifier("L\(Int.random(in: 0..<9, using: &generator))"))
                try store.fill(lot, Quantity(amount, "L"), at: .minute(minute))
                filled[lot] = try (filled[lot] ?? .zero).adding(amount)
            } else {
                let draw = try store.draw(Quantity(amount, "L"), at: .minute(minute))
                #expect(try draw.shares.compactMap(\.quantity).sum()?.value == amount)
                for share in draw.shares {
                    let quantity = try #require(share.quantity).value
                    #expect(quantity >= .zero)
                    filled[share.lot] = try #require(filled[share.lot]).subtracting(quantity)
                }
            }
            var left: [LotReference: ExactDecimal] = [:]
            for layer in store.layers {
                left[layer.lot] = try (left[layer.lot] ?? .zero).adding(layer.left)
                #expect(!layer.left.isNegative)
            }
            #expect(left.filter { !$0.value.isZero } == filled.filter { !$0.value.isZero })
        }
    }

    @Test func unknownMeansEveryLotSinceItWasEmpty() throws {
        var store = try store(.unknown)
        #expect(
            text(try store.draw(Quantity("60", "L"), at: .minute(2))) == ["A ? of 60", "B ? of 50"])
        #expect(text(try store.draw(Quantity("90", "L"), at: .minute(3))) == ["A ? of 90", "B ? of 50"])
        // The books say nothing is left; that it is empty is another matter.
        try store.fill("C", Quantity("10", "L"), at: .minute(4))
        #expect(try store.draw(Quantity("1", "L"), at: .minute(5)).shares.map(\.lot) == ["A", "B", "C"])
        #expect(try store.empty(at: .minute(6)) == Quantity("9", "L"))
        try store.fill("D", Quantity("10", "L"), at: .minute(7))
        #expect(try store.draw(Quantity("1", "L"), at: .minute(8)).shares.map(\.lot) == ["D"])
        #expect(store.stays.map(\.to) == [.minute(6), .minute(6), .minute(6), nil])
    }

    @Test func whatCannotBeIsSaid() throws {
        var store = try store(.firstInFirstOut)
        let draw = try store.draw(Quantity("155.5", "L"), at: .minute(2))
        #expect(draw.shortage == Quantity("5.5", "L"))
        #expect(draw.findings.codes == ["GEN-STORE-1"])
        #expect(store.contents == "-5.5")
        #expect(try store.draw(Quantity("1", "L"), at: .minute(2)).shortage == Quantity("1", "L"))
        let before = store
        #expect(throws: ComminglingError.mixedUnits("L", "KG")) {
            try store.fill("A", Quantity("1", "KG"), at: .minute(3))
        }
        #expect(throws: ComminglingError.notPositive(Quantity("0", "L"))) {
            try store.draw(Quantity("0", "L"), at: .minute(3))
        }
        #expect(throws: ComminglingError.outOfOrder(at: .minute(1), after: .minute(2))) {
            try store.empty(at: .minute(1))
        }
        #expect(store == before)
    }
}
