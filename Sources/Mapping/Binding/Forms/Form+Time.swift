import Operations
import XMLSchema

extension Form<ZonedTime> {
    /// B2MML `DateTimeType`. A time without an offset takes the zone of the context.
    static let time = Form(
        read: { node, reader in
            guard let text = reader.text(of: node) else { return nil }
            return reader.time(text, at: node)
        },
        write: { value, element, writer throws(DocumentEditor.Refusal) in
            writer.editor.setText(value.description, of: element)
        })
}

extension Form<TimeSpan> {
    /// B2MML `DurationType`.
    static let duration = Form(
        read: { node, reader in
            guard let text = reader.text(of: node) else { return nil }
            return reader.duration(text, at: node)
        },
        write: { value, element, writer throws(DocumentEditor.Refusal) in
            writer.editor.setText(value.description, of: element)
        })
}
