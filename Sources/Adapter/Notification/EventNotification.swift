package import B2MML
package import Journal
package import Operations
import XMLSchema
import XMLStream

/// Publishes what the journal keeps as `NotifyOperationsEvent`, the message that V0700 has for it.
///
/// Source: ISA-95 Part 2, operations event; B2MML V0700 `OperationsEventType`. The same events are always the same bytes
/// but for the time of the message.
package struct EventNotification: Sendable {
    private static let set = SchemaSet.v0700
    private static let noun = "OperationsEvent"

    private let library: SchemaLibrary
    private let settings: Settings

    package init(library: SchemaLibrary, settings: Settings) {
        self.library = library
        self.settings = settings
    }

    /// One message with all the events, in their order.
    ///
    /// - Parameters:
    ///   - events: of one site, at least one.
    ///   - now: the time of the message.
    /// - Returns: the bytes of a valid document.
    /// - Throws: ``OutboundFault`` when it would not be valid, ``EventCodingError`` for an event that this program does
    ///   not know, ``SchemaError``.
    package func message(of events: [StoredEvent], at now: Instant) throws -> [UInt8] {
        let schema = try library.schema(Self.set)
        let bodID = events.first.map { first in
            "\(first.site)/\(Self.noun)/\(first.position.rawValue)"
                + (events.count > 1 ? "-\((events.last ?? first).position.rawValue)" : "")
        }
        let area = ApplicationArea(
            sender: "B2MML-ADAPTER", creationDateTime: text(now), bodID: bodID)
        let envelope = Envelope(verb: .notify, noun: Self.noun, area: area)
        let label = bodID ?? Self.noun
        let bytes: [UInt8]
        do {
            let nouns = try events.map { try document(of: $0, schema: schema) }
            bytes = try DocumentSerialiser.bytes(
                of: try envelope.document(around: nouns, schema: schema, namespace: Self.set.namespace))
        } catch let refusal as DocumentEditor.Refusal {
            throw OutboundFault.unwritable(label, reason: "\(refusal)")
        }
        let judgement = try DocumentReader(library: library).read(
            MemoryBytes(bytes), source: label, set: Self.set)
        guard judgement.verdict == .valid else { throw OutboundFault.invalid(label, judgement.findings) }
        return bytes
    }

    /// One event as a noun.
    ///
    /// - Throws: ``EventCodingError``; ``DocumentEditor/Refusal`` when the schema is not that of V0700.
    func document(of stored: StoredEvent, schema: Schema) throws -> Document {
        let event = try Event(stored.event)
        let subject = EventSubject(event.fact)
        let occurred = subject.occurred?.description ?? text(event.at)
        var editor = try DocumentEditor(
            schema: schema, root: ExpandedName(Self.set.namespace, Self.noun))
        let root = editor.root
        try editor.appendText("ID", id(stored.position.rawValue), to: root)
        try editor.appendText("Description", "\(event.typeName) \(subject.id)", to: root)
        try editor.appendText("EffectiveTimeStamp", occurred, to: root)
        try editor.appendText("RecordTimeStamp", text(stored.recordedAt), to: root)
        try editor.appendText("OperationsEventType", subject.isAlert ? "Alert" : "Event", to: root)
        try editor.appendText("OperationsEventLevel", "Level 3", to: root)
        try editor.appendText("OperationsType", event.domain.rawValue, to: root)
        try editor.appendText("MOMFunction", event.activity.rawValue, to: root)
        try editor.appendText("Category", event.typeName, to: root)
        for source in sources(of: event) { try editor.appendText("Source", source, to: root) }
        try append(subject, stored, occurred, to: root, of: &editor)
        try appendCause(of: event, stored, to: root, &editor)
        return editor.finish()
    }

    /// The site, and who asked there.
    private func sources(of event: Event) -> [String] {
        [settings.site] + [event.origin?.partner, event.origin?.actor].compactMap { $0 }
    }

    /// What happened to the object, by its name.
    private func append(
        _ subject: EventSubject, _ stored: StoredEvent, _ occurred: String, to root: DocumentEditor.Element,
        of editor: inout DocumentEditor
    ) throws(DocumentEditor.Refusal) {
        let record = try editor.append("OperationsEventRecord", to: root)
        try editor.appendText("ID", "\(id(stored.position.rawValue))/record", to: record)
        try editor.appendText("RecordTimestamp", text(stored.recordedAt), to: record)
        try editor.appendText("EffectiveTimestamp", occurred, to: record)
        try editor.appendText("Action", subject.action.rawValue, to: record)
        try append("subject", subject.id, subject.kind ?? stored.event.type, to: record, &editor)
        try editor.appendText(
            "OperationsRecordSpecificationID", "\(stored.event.type)/\(stored.event.formatVersion)",
            to: record)
    }

    /// Which message and which earlier events led to it; nothing when nobody but the plant did.
    private func appendCause(
        of event: Event, _ stored: StoredEvent, to root: DocumentEditor.Element,
        _ editor: inout DocumentEditor
    ) throws(DocumentEditor.Refusal) {
        let origin = event.origin
        guard origin?.message != nil || origin?.cause != nil else { return }
        let record = try editor.append("OperationsEventRecord", to: root)
        try editor.appendText("ID", "\(id(stored.position.rawValue))/cause", to: record)
        try editor.appendText("Action", EventSubject.Action.observed.rawValue, to: record)
        if let message = origin?.message { try append("message", message, "BOD", to: record, &editor) }
        if let cause = origin?.cause {
            try append("causation", id(Int64(cause.event)), "Operations Event", to: record, &editor)
            try append("correlation", id(Int64(cause.correlation)), "Operations Event", to: record, &editor)
            for rule in cause.rules { try append("rule", rule, "event rule", to: record, &editor) }
        }
        try editor.appendText("OperationsRecordSpecificationID", "cause", to: record)
    }

    private func append(
        _ name: String, _ reference: String, _ kind: String, to record: DocumentEditor.Element,
        _ editor: inout DocumentEditor
    ) throws(DocumentEditor.Refusal) {
        let entry = try editor.append("OperationsRecordEntry", to: record)
        try editor.appendText("ID", name, to: entry)
        try editor.appendText("ExternalReferenceID", reference, to: entry)
        let type = try editor.append("InformationObjectType", to: entry)
        let isListed =
            editor.schema.simpleType(of: editor.declaration(of: type).type)?.enumeration?.values.contains(
                kind)
            ?? true
        editor.setText(isListed ? kind : "Other", of: type)
        if !isListed { try editor.setAttribute("OtherValue", kind, of: type) }
    }

    private func id(_ position: Int64) -> String { "\(settings.site)/\(position)" }

    private func text(_ instant: Instant) -> String { PlantTime(settings).text(instant) }
}
