/// Where a start tag stands, without the cost of counting columns for a place that nobody will ask for.
///
/// Good until the sink is told to settle it; see ``XMLSink/settlePlaces()``.
package struct TagMark: BitwiseCopyable {
    /// Of the byte after the tag's `>`, in the UTF-8 input. Means nothing once the place is counted.
    let end: Int
    /// Of `<`; of that `>` until the place is counted.
    private let line: Int32
    /// Of `<`; 0 until the place is counted.
    private let column: Int32

    /// A place that is counted.
    package init(line: Int, column: Int) {
        end = 0
        self.line = Int32(clamping: line)
        self.column = Int32(clamping: column)
    }

    /// - Parameters:
    ///   - end: of the byte after the tag's `>`.
    ///   - line: of that `>`.
    init(tagBefore end: Int, line: Int) {
        self.end = end
        self.line = Int32(clamping: line)
        column = 0
    }

    package var isSettled: Bool { column > 0 }
    var lineOfEnd: Int { Int(line) }
    /// Nil until it is counted.
    var settled: (line: Int, column: Int)? { isSettled ? (Int(line), Int(column)) : nil }
}

/// Counts the places of marks, during the events of a reading and its calls to settle.
package struct TagPlaces {
    let intake: UnsafeMutablePointer<Intake>?

    init(_ intake: UnsafeMutablePointer<Intake>?) {
        self.intake = intake
    }

    /// Of no reading: knows only marks that are settled.
    package init() {
        intake = nil
    }

    /// Line and column of the `<`, counted from 1; the column in Unicode scalars.
    package subscript(_ mark: TagMark) -> (line: Int, column: Int) {
        mark.settled ?? intake?.pointee.place(of: mark) ?? (1, 1)
    }
}
