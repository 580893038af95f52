package import Diagnostics
package import XMLStream

extension JSONForm {
    /// Reads a document in JSON and judges it by the schema, whatever the order of its members.
    ///
    /// - Parameters:
    ///   - bytes: JSON in UTF-8, from anyone.
    ///   - source: what findings call the document.
    ///   - limits: what is refused.
    /// - Returns: the document with its children in the order of the schema, and what is wrong, in the order of the
    ///   text; nil where the text is no JSON.
    package func read(
        _ bytes: [UInt8], source: String? = nil, limits: JSONLimits = JSONLimits()
    ) -> Checked<Document?> {
        let parsed = JSONSource.parse(bytes, source: source, limits: limits)
        guard let text = parsed.value else { return Checked(nil, parsed.findings) }
        let read = read(text)
        return Checked(read.value, read.findings)
    }

    /// Like ``read(_:source:limits:)`` for a text whose set was looked at first.
    package func read(_ text: JSONSource) -> Checked<Document> {
        let names = NameInterner(table: schema.names)
        var validator = Validator(schema: schema, names: names, source: text.name)
        let findings = send(text, to: &validator, names: names) + validator.findings
        let ordered = findings.enumerated().sorted {
            ($0.element.position, $0.offset) < ($1.element.position, $1.offset)
        }
        return Checked(validator.document, ordered.map(\.element))
    }

    /// Sends the document as events of this schema's order, at the places of its members.
    ///
    /// - Parameters:
    ///   - text: what was read.
    ///   - sink: receives the events.
    ///   - names: gives the names their IDs; the sink holds the same one.
    /// - Returns: what is wrong as JSON, beside what the sink finds.
    package func send<Sink: XMLSink>(
        _ text: JSONSource, to sink: inout Sink, names: NameInterner
    ) -> [Finding] {
        var sender = JSONEventSender(self, text, names: names)
        sender.send(to: &sink)
        return sender.findings
    }

    /// That of the one global element of this local name; empty where there is none or more than one.
    func namespace(ofRoot local: String) -> String {
        let known = schema.names.ids(ofLocal: local).filter { schema.globalDeclarations[$0] != nil }
        return known.count == 1 ? schema.names[known[0]].namespace : ""
    }
}

extension Finding {
    /// For the order of the text.
    fileprivate var position: Int {
        (place.line ?? 0) << 32 + min(place.column ?? 0, Int(UInt32.max) >> 1)
    }
}
