import XMLStream

/// Where each offset is, counted the slow way over the whole document. A byte order mark has no column.
struct Places {
    private var lines: [Int] = []
    private var columns: [Int] = []

    init(_ bytes: [UInt8]) {
        var line = 1
        var column = 1
        for (index, byte) in bytes.enumerated() {
            lines.append(line)
            columns.append(column)
            let isReturnBeforeFeed = byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
            if (byte == 0x0A || byte == 0x0D) && !isReturnBeforeFeed {
                line += 1
                column = 1
            } else if index + 1 < bytes.count, bytes[index + 1] & 0xC0 != 0x80,
                index > 2 || !bytes.starts(with: [0xEF, 0xBB, 0xBF])
            {
                column += 1
            }
        }
    }

    func line(_ offset: Int) -> Int { lines[offset] }
    func column(_ offset: Int) -> Int { columns[offset] }
}

/// What is wrong with the places of the events: each start at a `<`, each end after a `>`, in ascending order, and
/// with the line and column that counting gives. Empty when all is right.
func misplaced(_ events: [RecordedEvent], in bytes: [UInt8]) -> [String] {
    let places = Places(bytes)
    var faults: [String] = []
    var last = -1
    for event in events {
        switch event {
        case .start(_, _, _, let offset, let line, let column):
            let isRight =
                offset > last - 1 && bytes[offset] == UInt8(ascii: "<") && places.line(offset) == line
                && places.column(offset) == column
            if !isRight { faults.append("\(event)") }
            last = offset
        case .end(let offset):
            if offset <= last || bytes[offset - 1] != UInt8(ascii: ">") { faults.append("\(event)") }
            last = offset
        case .text:
            break
        }
    }
    return faults
}
