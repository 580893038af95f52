import B2MML
import Diagnostics
import XMLSchema
import XMLStream

/// The envelope of a transaction in the words of another set: everything that both have is taken over as it is.
struct TransactionEnvelope {
    /// The root of the transaction as it was sent.
    let transaction: Node
    /// Local name of its nouns.
    let sentNoun: String
    let set: SchemaSet
    let schema: Schema

    /// - Parameters:
    ///   - verb: of the transaction.
    ///   - noun: local name of the nouns in the other set.
    ///   - nouns: documents of the other set, whose root is the noun.
    ///   - conversion: gets what has no place, and why there is no document.
    /// - Returns: nil when the set has no such transaction.
    func document(
        verb: Verb?, noun: String, _ nouns: [Document], _ conversion: inout Conversion
    ) -> Document? {
        guard let verb, let name = MessageRoot.transactionName(verb, noun, in: schema) else {
            conversion.findings.append(missing(verb, noun, conversion.file))
            return nil
        }
        do throws(DocumentEditor.Refusal) {
            return try document(name, noun, nouns, &conversion.otherLosses)
        } catch {
            conversion.findings.append(refused("\(error)", conversion.file))
            return nil
        }
    }

    private func document(
        _ name: String, _ noun: String, _ nouns: [Document], _ losses: inout [String]
    ) throws(DocumentEditor.Refusal) -> Document {
        var editor = try DocumentEditor(schema: schema, root: ExpandedName(set.namespace, name))
        takeAttributes(of: transaction, to: editor.root, of: &editor, &losses)
        if let area = transaction.child("ApplicationArea") {
            losses += editor.copy(area, into: editor.root).map(\.path)
        }
        guard let sent = transaction.child("DataArea") else { return editor.finish() }
        let area = try editor.append("DataArea", to: editor.root)
        takeAttributes(of: sent, to: area, of: &editor, &losses)
        for child in sent.children where child.localName != sentNoun {
            losses += editor.copy(child, into: area).map(\.path)
        }
        for document in nouns {
            guard let root = document.root else { continue }
            losses += editor.copyContent(of: root, to: try editor.append(noun, to: area)).map(\.path)
        }
        return editor.finish()
    }

    /// A version that the sender names is that of the set it was written for.
    private func takeAttributes(
        of node: Node, to element: DocumentEditor.Element, of editor: inout DocumentEditor,
        _ losses: inout [String]
    ) {
        for attribute in node.attributes where attribute.name.namespace.isEmpty {
            let text = attribute.localName == "releaseID" ? "" : attribute.text
            do throws(DocumentEditor.Refusal) {
                try editor.setAttribute(attribute.localName, text, of: element)
            } catch {
                losses.append(attribute.path)
            }
        }
        for required in schema.requiredAttributes(of: editor.declaration(of: element))
        where editor.attribute(required, of: element) == nil {
            try? editor.setAttribute(required, "", of: element)
        }
    }

    private func missing(_ verb: Verb?, _ noun: String, _ file: String) -> Finding {
        Finding(
            "CONVERT-VERB-1", .error, at: transaction.place(in: file),
            "\(set.rawValue) has no transaction \(verb?.rawValue ?? "")\(noun)",
            advice: "Translate the bare noun, or choose another verb with the partner.")
    }

    private func refused(_ reason: String, _ file: String) -> Finding {
        Finding(
            "CONVERT-VERB-2", .error, at: transaction.place(in: file),
            "the transaction has no form in \(set.rawValue): \(reason)",
            advice: "Translate the bare noun.")
    }
}
