/// A list that only grows, page by page on a ``Shelf``.
package struct ShelfList<Element: Codable & Hashable & Sendable>: Sendable {
    /// By the number of the page; all are full but the last.
    private var pages = Shelf<[Element]>()
    package private(set) var count = 0

    private static var pageSize: Int { 64 }

    package init() {}

    package var last: Element? { pages[Self.page(count - 1)]?.last }

    package mutating func append(_ element: Element) {
        pages[Self.page(count), default: []].append(element)
        count += 1
    }

    /// The last ones, in their order.
    package func last(_ number: Int) -> ArraySlice<Element> {
        let first = Swift.max(0, count - number) / Self.pageSize
        let pages = stride(from: first * Self.pageSize, to: count, by: Self.pageSize).flatMap { index in
            self.pages[Self.page(index)] ?? []
        }
        return pages.suffix(number)
    }

    /// Says that a snapshot keeps it as it is now.
    mutating func settle() { pages.settle() }

    private static func page(_ index: Int) -> String { String(index / pageSize) }
}

extension ShelfList: Sequence {
    package func makeIterator() -> Iterator { Iterator(list: self) }

    package struct Iterator: IteratorProtocol {
        private let list: ShelfList
        private var index = 0
        private var page: [Element] = []

        fileprivate init(list: ShelfList) {
            self.list = list
        }

        package mutating func next() -> Element? {
            guard index < list.count else { return nil }
            let place = index % ShelfList.pageSize
            if place == 0 { page = list.pages[ShelfList.page(index)] ?? [] }
            index += 1
            return place < page.count ? page[place] : nil
        }
    }
}

extension ShelfList: Hashable {
    package static func == (left: ShelfList, right: ShelfList) -> Bool {
        left.count == right.count && left.elementsEqual(right)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(count)
    }
}

extension ShelfList: Codable {}
