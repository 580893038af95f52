/// The events of a site in order, read page by page; it ends with the stream as it stands then.
package struct EventSequence<Source: Journal>: AsyncSequence, Sendable {
    package typealias Element = StoredEvent
    package typealias Failure = JournalError

    let source: Source
    let site: String
    let start: EventPosition
    let pageSize: Int

    package func makeAsyncIterator() -> Iterator {
        Iterator(source: source, site: site, position: start, pageSize: pageSize)
    }

    package struct Iterator: AsyncIteratorProtocol {
        let source: Source
        let site: String
        var position: EventPosition
        let pageSize: Int
        private var page: ArraySlice<StoredEvent> = []
        private var isAtEnd = false

        init(source: Source, site: String, position: EventPosition, pageSize: Int) {
            self.source = source
            self.site = site
            self.position = position
            self.pageSize = pageSize
        }

        package mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(JournalError) -> StoredEvent? {
            if page.isEmpty, !isAtEnd {
                page = try await source.events(of: site, after: position, limit: pageSize)[...]
                isAtEnd = page.count < pageSize
                if let last = page.last { position = last.position }
            }
            return page.popFirst()
        }
    }
}

extension Journal {
    /// All events of a site behind a position, in order, never more than a page of them in memory.
    package func allEvents(
        of site: String, after position: EventPosition = .start, pageSize: Int = 1000
    ) -> EventSequence<Self> {
        EventSequence(source: self, site: site, start: position, pageSize: max(1, pageSize))
    }
}
