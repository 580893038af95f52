/// The outcome of counting one record of stock.
package struct StockCount: Hashable, Sendable {
    /// The class of its worth, by which it is counted more or less exactly.
    package enum Class: String, Sendable, Hashable, Codable, CaseIterable {
        case a = "A"
        case b = "B"
        case c = "C"
    }

    package var event: EventNumber
    package var `class`: Class
    package var book: ExactDecimal
    package var counted: ExactDecimal

    package init(event: EventNumber, _ class: Class, book: ExactDecimal, counted: ExactDecimal) {
        self.event = event
        self.class = `class`
        self.book = book
        self.counted = counted
    }
}

/// How far a count may differ from the book, in per cent of the book.
package struct StockTolerance: Hashable, Sendable, Codable {
    package var a: ExactDecimal
    package var b: ExactDecimal
    package var c: ExactDecimal

    package init(
        a: ExactDecimal = ExactDecimal(1), b: ExactDecimal = ExactDecimal(3),
        c: ExactDecimal = ExactDecimal(5)
    ) {
        self.a = a
        self.b = b
        self.c = c
    }

    package func percent(of class: StockCount.Class) -> ExactDecimal {
        switch `class` {
        case .a: a
        case .b: b
        case .c: c
        }
    }

    /// - Throws: when there are more digits than are kept.
    package func allows(_ count: StockCount) throws(DecimalError) -> Bool {
        let allowed = try percent(of: count.class).multiplied(by: count.book.magnitude)
        return try count.deviation.multiplied(by: ExactDecimal(100)) <= allowed
    }
}

extension StockCount {
    /// `abs(counted - book)`
    fileprivate var deviation: ExactDecimal {
        get throws(DecimalError) { try counted.subtracting(book).magnitude }
    }

    /// The elements of stock accuracy; one event counts once. Too much of one item never makes up for too little
    /// of another.
    ///
    /// - Throws: when there are more digits than are kept.
    package static func elements(
        _ counts: some Sequence<StockCount>, tolerance: StockTolerance = StockTolerance()
    ) throws(DecimalError) -> IndicatorElements {
        var (records, within): (Int64, Int64) = (0, 0)
        var (book, deviation) = (ExactDecimal.zero, ExactDecimal.zero)
        for count in Set(counts) {
            records += 1
            if try tolerance.allows(count) { within += 1 }
            book = try book.adding(count.book)
            deviation = try deviation.adding(try count.deviation)
        }
        return IndicatorElements([
            .recordsCounted: ExactDecimal(records), .recordsWithinTolerance: ExactDecimal(within),
            .bookQuantity: book, .absoluteDeviation: deviation,
        ])
    }
}

extension ExactDecimal {
    /// Without its sign.
    fileprivate var magnitude: ExactDecimal {
        get throws(DecimalError) { isNegative ? try negated() : self }
    }
}
