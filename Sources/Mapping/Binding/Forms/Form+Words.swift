import Operations
import XMLSchema

extension Form {
    /// A word of a B2MML list that is open by `Other` and `@OtherValue`.
    static func word<Known>() -> Form where Bound == Open<Known>, Known: CaseIterable {
        Form(
            read: { node, reader in
                guard let (text, other) = reader.word(of: node) else { return nil }
                let word = Open<Known>(text: text, otherValue: other)
                if word.known == nil, text != "Other" {
                    reader.reportUnknownWord(text, at: node, list: Known.allCases.map(\.rawValue))
                }
                return text.isEmpty ? nil : word
            },
            write: { value, element, writer throws(DocumentEditor.Refusal) in
                switch value {
                case .known(let known):
                    writer.editor.setText(known.rawValue, of: element)
                case .other(let word):
                    writer.editor.setText("Other", of: element)
                    if let word { try writer.editor.setAttribute("OtherValue", word, of: element) }
                }
            })
    }
}

extension Form<ResponseState> {
    /// `Paused` is read as `Suspended` and never written.
    static let responseState = Form(
        read: { node, reader in
            let state = Form<ResponseState>.word().read(node, &reader)
            return state == .known(.paused) ? .known(.suspended) : state
        },
        write: { value, element, writer throws(DocumentEditor.Refusal) in
            let state = value == .known(.paused) ? .known(.suspended) : value
            try Form<ResponseState>.word().write(state, element, &writer)
        })
}
