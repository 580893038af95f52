import Diagnostics
import Mapping
import XMLSchema

/// Translates records as they are read, and keeps them until they are committed.
struct RecordQueue: RecordConsumer {
    private let translator: NounTranslator
    private let context: TranslationContext
    /// Records that an earlier run has committed.
    private let skipped: Int
    private var reader: NounReader
    private var records: [TranslatedRecord] = []
    /// How many records of a name a noun has had.
    private var counts: [Sibling: Int] = [:]

    private struct Sibling: Hashable {
        let parent: Int32
        let name: String
    }

    init(_ translator: NounTranslator, _ context: TranslationContext, skipping: Int) {
        self.translator = translator
        self.context = context
        skipped = skipping
        reader = NounReader(context: context.binding)
    }

    var count: Int { records.count }

    mutating func consume(_ document: Document, record: Node, number: Int) -> Bool {
        let sibling = Sibling(parent: record.parent?.index ?? -1, name: record.localName)
        counts[sibling, default: 0] += 1
        if number > skipped {
            let translated = translator.translate(
                record, position: counts[sibling] ?? number, number: number, context, &reader)
            records.append(context.places.map(translated.moved) ?? translated)
        }
        return true
    }

    /// Takes at most so many out of the queue, the oldest first.
    mutating func take(_ limit: Int) -> [TranslatedRecord] {
        let taken = Array(records.prefix(limit))
        records.removeFirst(taken.count)
        return taken
    }

    /// What was noticed at many records and is said once.
    mutating func summary() -> [Finding] {
        reader.summary()
    }
}
