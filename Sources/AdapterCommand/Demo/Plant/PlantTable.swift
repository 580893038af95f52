/// Rows in columns as wide as their widest cell; the first column to the left, numbers to the right.
struct PlantTable {
    private let rows: [[String]]

    init(_ rows: [[String]]) {
        self.rows = rows
    }

    var lines: [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let blanks = String(repeating: " ", count: widths[column] - cell.count)
                return isText(column) ? cell + blanks : blanks + cell
            }
            return cells.joined(separator: "  ").trimmedAtEnd
        }
    }

    /// Whether a column has words in its rows, under whatever heading.
    private func isText(_ column: Int) -> Bool {
        rows.dropFirst().contains { column < $0.count && $0[column].first?.isNumber != true }
    }
}

extension String {
    fileprivate var trimmedAtEnd: String {
        String(reversed().drop { $0 == " " }.reversed())
    }
}
