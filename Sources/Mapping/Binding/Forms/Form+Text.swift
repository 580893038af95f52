import Operations
import XMLSchema

extension Form {
    /// An element whose content is text, which is taken as it is.
    fileprivate static func leaf(
        _ make: @escaping @Sendable (String) -> Bound, text: @escaping @Sendable (Bound) -> String
    ) -> Form {
        Form(
            read: { node, reader in reader.text(of: node).map(make) },
            write: { value, element, writer throws(DocumentEditor.Refusal) in
                writer.editor.setText(text(value), of: element)
            })
    }
}

extension Form<Identifier> {
    static let identifier = leaf({ Identifier($0) }, text: \.text)
}

extension Form<String> {
    /// Free text, or a code without a list of its own.
    static let text = leaf({ $0 }, text: { $0 })

    /// B2MML `DataType`: a word of its list, else `Other` with the sender's word.
    static let dataType = Form(
        read: { node, reader in
            guard let word = reader.word(of: node) else { return nil }
            return word.other ?? word.text
        },
        write: { value, element, writer throws(DocumentEditor.Refusal) in
            if writer.isListed(value, for: element) {
                writer.editor.setText(value, of: element)
            } else {
                writer.editor.setText("Other", of: element)
                try writer.editor.setAttribute("OtherValue", value, of: element)
            }
        })
}

extension Form<UnitOfMeasure> {
    /// An empty element is no unit.
    static let unit = Form(
        read: { node, reader in UnitOfMeasure(text: reader.text(of: node)) },
        write: { value, element, writer throws(DocumentEditor.Refusal) in
            writer.editor.setText(value.rawValue, of: element)
        })
}

extension Form<Operations.Description> {
    static let description = Form(
        read: { node, reader in
            guard let text = reader.text(of: node, keeping: "languageID") else { return nil }
            return Description(text, language: node.attribute("languageID")?.text)
        },
        write: { value, element, writer throws(DocumentEditor.Refusal) in
            writer.editor.setText(value.text, of: element)
            if let language = value.language {
                try writer.editor.setAttribute("languageID", language, of: element)
            }
        })
}
