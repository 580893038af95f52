/// Counts lines and columns as far as it is asked to, only forwards.
///
/// A line ends with LF, CR LF or CR (XML 1.0, section 2.11). Columns count Unicode scalars.
struct PlaceCursor {
    private(set) var offset: Int
    /// Of `offset`, counted from 1.
    private(set) var line = 1
    private var lineStart: Int
    /// Bytes between `lineStart` and `offset` that continue a character.
    private var continuations = 0

    init(offset: Int) {
        self.offset = offset
        lineStart = offset
    }

    /// Of `offset`, counted from 1.
    var column: Int { offset - lineStart - continuations + 1 }

    /// Counts up to `target`, whose bytes from `offset` on are in the window. Does nothing for one that lies behind.
    ///
    /// Whether a CR at the very end of the window ends a line is not known yet: the cursor then stays before it.
    mutating func advance(to target: Int, in window: borrowing InputWindow) {
        var target = target
        if target == window.end, target > offset, window.pointer(at: target - 1).pointee == 0x0D {
            target -= 1
        }
        guard target > offset else { return }
        let bytes = window.pointer(at: offset)
        let count = target - offset
        let found = Self.scan(bytes, count)
        if let lastEnd = found.lastEnd {
            line += found.lines
            lineStart = offset + lastEnd + 1
            continuations = 0
        }
        if !found.isASCII {
            let from = max(lineStart, offset) - offset
            for index in from..<count where bytes[index] & 0xC0 == 0x80 { continuations += 1 }
        }
        offset = target
    }

    /// Goes to `target`, whose line is known and was counted by LF alone.
    mutating func jump(to target: Int, line: Int, in window: borrowing InputWindow) {
        guard target > offset else { return }
        let bytes = window.pointer(at: offset)
        var index = target &- offset
        var high: UInt64 = 0
        if line == self.line {
            high = Self.isASCII(bytes, index) ? 0 : Words.high
            index = 0
        } else {
            (index, high) = Self.lineStart(before: index, bytes)
            lineStart = offset + index
            continuations = 0
            self.line = line
        }
        if high & Words.high != 0 {
            for index in index..<(target - offset) where bytes[index] & 0xC0 == 0x80 { continuations += 1 }
        }
        offset = target
    }

    /// The index after the last line feed before `end`, 0 where there is none, and all bits of the bytes from there on,
    /// and perhaps of some before. May read a word before the bytes.
    private static func lineStart(
        before end: Int, _ bytes: UnsafePointer<UInt8>
    ) -> (index: Int, high: UInt64) {
        var rest = end
        var high: UInt64 = 0
        while rest > 0 {
            let word = Words.load(bytes + (rest &- 8))
            let feeds = Words.matches(word, ASCII.lineFeed)
            high |= word
            if feeds != 0 { return (max(0, rest &- feeds.leadingZeroBitCount / 8), high) }
            rest &-= 8
        }
        return (0, high)
    }

    /// May read a word beyond the count.
    private static func isASCII(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var high: UInt64 = 0
        var index = 0
        while index < count {
            high |= count - index < 8 ? Words.load(bytes + index, count - index) : Words.load(bytes + index)
            index += 8
        }
        return high & Words.high == 0
    }

    private struct Found {
        var lines = 0
        /// The index of the last byte that ends a line.
        var lastEnd: Int?
        var isASCII = true
    }

    /// May read a word beyond the count.
    private static func scan(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Found {
        var found = Found()
        var index = 0
        var high: UInt64 = 0
        var returns: UInt64 = 0
        while count - index >= block {
            let (feeds, anyReturn, anyHigh) = scanBlock(bytes + index)
            found.lines += feeds
            returns |= anyReturn
            high |= anyHigh
            index += block
        }
        while index < count {
            let rest = count - index
            let word = rest < 8 ? Words.load(bytes + index, rest) : Words.load(bytes + index)
            returns |= Words.matches(word, 0x0D)
            high |= word & Words.high
            found.lines += Words.count(Words.matches(word, ASCII.lineFeed))
            index += 8
        }
        found.isASCII = high == 0
        if returns != 0 { found.lines = countAll(bytes, count) }
        if found.lines > 0 {
            var last = count - 1
            while !isEnd(bytes, last) { last -= 1 }
            found.lastEnd = last
        }
        return found
    }

    /// Bytes that are counted at once, as the compiler makes vectors of them; at most 255.
    private static let block = 128

    @inline(__always)
    private static func scanBlock(_ bytes: UnsafePointer<UInt8>) -> (
        feeds: Int, returns: UInt64, high: UInt64
    ) {
        var feeds: UInt8 = 0
        var returns: UInt8 = 0
        var high: UInt8 = 0
        for index in 0..<block {
            let byte = bytes[index]
            feeds &+= byte == 0x0A ? 1 : 0
            returns |= byte == 0x0D ? 1 : 0
            high |= byte & 0x80
        }
        return (Int(feeds), UInt64(returns), UInt64(high))
    }

    @inline(__always)
    private static func isEnd(_ bytes: UnsafePointer<UInt8>, _ index: Int) -> Bool {
        bytes[index] == 0x0A || (bytes[index] == 0x0D && bytes[index + 1] != 0x0A)
    }

    /// The slow way, which knows CR.
    private static func countAll(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var lines = 0
        for index in 0..<count where isEnd(bytes, index) { lines += 1 }
        return lines
    }
}
