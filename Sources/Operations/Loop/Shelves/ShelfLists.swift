/// Lists by key that only grow, each page by page on a ``Shelf``.
package struct ShelfLists<Element: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
    /// By key, how many there are.
    private var counts = Shelf<Int>()
    /// By the number of the page and the key; all pages of a list are full but the last.
    private var pages = Shelf<[Element]>()

    private static var pageSize: Int { 64 }

    package init() {}

    package var keys: Dictionary<String, Int>.Keys { counts.keys }

    /// Nil where there is no list.
    package subscript(key: String) -> [Element]? {
        counts[key].map { count in
            stride(from: 0, to: count, by: Self.pageSize).flatMap { pages[Self.page($0, key)] ?? [] }
        }
    }

    package func last(of key: String) -> Element? {
        counts[key].flatMap { pages[Self.page($0 - 1, key)]?.last }
    }

    /// The last of every list; reads them all.
    package var lasts: [String: Element] {
        let pages = pages.all
        return counts.reduce(into: [:]) { $0[$1.key] = pages[Self.page($1.value - 1, $1.key)]?.last }
    }

    package mutating func append(_ element: Element, to key: String) {
        let count = counts[key] ?? 0
        pages[Self.page(count, key), default: []].append(element)
        counts[key] = count + 1
    }

    /// Says that a snapshot keeps them as they are now.
    mutating func settle() {
        counts.settle()
        pages.settle()
    }

    private static func page(_ index: Int, _ key: String) -> String { "\(index / pageSize)/\(key)" }
}
