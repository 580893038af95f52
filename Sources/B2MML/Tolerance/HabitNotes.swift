import Diagnostics
package import XMLSchema
import XMLStream

/// Notes the habits that are valid and still need a word: times without a zone, identifiers with blanks at their ends,
/// nouns without a transaction. Reads a valid document, whole or record by record.
package struct HabitNotes: RecordConsumer {
    private enum Look: UInt8 {
        case nothing, time, identifier
    }

    private struct Key: Hashable {
        let kind: DeviationKind
        /// The declarations of the element and its parent: what stands alike is noted once.
        let declaration: Int32
        let parent: Int32
    }

    private let source: String?
    private let envelopes: Bool
    /// By declaration.
    private let looks: [Look]
    private var known: [Key: Int] = [:]
    /// In document order, those of one kind that stand alike as one with a count.
    private var noted: [Deviation] = []

    /// - Parameters:
    ///   - schema: of the documents that will be read.
    ///   - profile: what it accepts is noted.
    ///   - source: what places call the document.
    package init(schema: Schema, profile: Profile, source: String?) {
        envelopes = profile.accepts(.nounWithoutEnvelope)
        self.source = source
        let times = profile.accepts(.localTime)
        let identifiers = profile.accepts(.identifierBlanks)
        looks = schema.elements.map { element in
            guard let type = schema.simpleType(of: element.type) else { return .nothing }
            if times, schema.builtin(of: type) == .dateTime { return .time }
            let isIdentifier = identifiers && schema.names[element.name].local.hasSuffix("ID")
            return isIdentifier && schema.builtin(of: type) == .normalizedString ? .identifier : .nothing
        }
    }

    /// One record; what stands outside of records is read by ``finish(_:)``.
    package mutating func consume(_ document: Document, record: Node, number: Int) -> Bool {
        let source = source
        read(document, from: record.index) { $0.place(in: source) }
        return true
    }

    /// What the document has outside of the records that were consumed: all of it, when there were none.
    package mutating func finish(_ document: Document) {
        let source = source
        finish(document) { (node: Node) in node.place(in: source) }
    }

    /// - Parameters:
    ///   - document: the document outside of records.
    ///   - elementPlace: where an element was in the document as it was sent; asked with its number in document order,
    ///     from 0.
    mutating func finish(_ document: Document, elementPlace: (Int) -> Place) {
        var number = -1
        var lastIndex: Int32 = -1
        finish(document) { (node: Node) in
            while lastIndex < node.index {
                lastIndex += 1
                let flags = document.nodes[Int(lastIndex)].flags
                if flags.isDisjoint(with: [.attribute, .text]) { number += 1 }
            }
            return elementPlace(number)
        }
    }

    private mutating func finish(_ document: Document, place: (Node) -> Place) {
        noteEnvelope(document, place)
        read(document, from: 0, place: place)
    }

    private mutating func noteEnvelope(_ document: Document, _ place: (Node) -> Place) {
        guard let root = document.root, let declaration = root.declaration,
            envelopes,
            case .noun(let noun) = MessageRoot(declaration, in: document.schema)
        else { return }
        noted.append(
            Deviation(
                kind: .nounWithoutEnvelope, severity: .note,
                place: place(root), message: "\(noun) has no transaction around it", found: noun))
    }

    private mutating func read(_ document: Document, from first: Int32, place: (Node) -> Place) {
        for index in Int(first)..<max(Int(first), document.nodes.count) {
            let record = document.nodes[index]
            guard record.declaration >= 0, record.flags.isDisjoint(with: [.attribute, .text]) else {
                continue
            }
            let look = looks[Int(record.declaration)]
            guard look != .nothing else { continue }
            let node = document.node(at: Int32(truncatingIfNeeded: index))
            switch look {
            case .time: if node.withUTF8(Self.isLocal) { note(.localTime, node, place) }
            case .identifier: if node.withUTF8(Self.hasBlankEnds) { note(.identifierBlanks, node, place) }
            case .nothing: break
            }
        }
    }

    /// A valid dateTime ends in Z or in an offset of six characters, or has no zone.
    private static func isLocal(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let last = value.last, last != UInt8(ascii: "Z") else { return false }
        guard value.count > 6 else { return true }
        let sign = value[value.count - 6]
        return sign != UInt8(ascii: "+") && sign != UInt8(ascii: "-")
            || value[value.count - 3] != UInt8(ascii: ":")
    }

    private static func hasBlankEnds(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        value.first?.isXMLBlank ?? false || value.last?.isXMLBlank ?? false
    }

    private mutating func note(_ kind: DeviationKind, _ node: Node, _ place: (Node) -> Place) {
        let record = node.record
        let parent = record.parent < 0 ? -1 : node.document.nodes[Int(record.parent)].declaration
        let key = Key(kind: kind, declaration: record.declaration, parent: parent)
        if let index = known[key] {
            noted[index].count += 1
            return
        }
        known[key] = noted.count
        let isTime = kind == .localTime
        noted.append(
            Deviation(
                kind: kind, severity: .note, place: place(node),
                message: isTime
                    ? "\(node.localName) has no time zone" : "\(node.localName) has blanks at its ends",
                found: node.text,
                assumed: isTime ? nil : "\"\(node.text.trimmingBlanks)\" when it is compared"))
    }

    /// What was noted and a profile accepts: in document order of the first, those of one kind that stand alike as one
    /// with a count.
    ///
    /// - Parameters:
    ///   - profile: weighs them; the one that was looked by, or a narrower one.
    ///   - zone: what a local time takes.
    /// - Returns: the deviations, none of which changes a value.
    package func deviations(by profile: Profile, zone: PlantZone?) -> [Deviation] {
        noted.filter { profile.accepts($0.kind) }.map { deviation in
            var deviation = deviation
            deviation.severity = profile[deviation.kind].severity
            guard deviation.kind == .localTime else { return deviation }
            deviation.assumed = zone.map { "a time in \($0.name), the zone of \($0.origin)" }
            if zone == nil { deviation.message += ", and none is configured" }
            return deviation
        }
    }
}
