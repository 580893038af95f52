package import XMLSchema
import XMLStream

/// Writes the envelope of a transaction around nouns: application area, data area, verb.
///
/// Source: ISA-95 Part 5; B2MML `<Verb><Noun>` elements.
package struct Envelope: Sendable {
    package var verb: Verb
    /// Local name.
    package var noun: String
    package var area: ApplicationArea
    /// Action code of an ActionExpression over all nouns, such as `Add`; nil to write none.
    package var actionCode: String?
    /// Of a Process or Change: whether it is to be answered with an Acknowledge or Respond; other verbs cannot ask.
    package var answer: AnswerPolicy
    /// Of a Respond or Acknowledge: what is answered, and how.
    package var response: Response?

    package init(
        verb: Verb, noun: String, area: ApplicationArea, actionCode: String? = nil,
        answer: AnswerPolicy = .never, response: Response? = nil
    ) {
        self.verb = verb
        self.noun = noun
        self.area = area
        self.actionCode = actionCode
        self.answer = answer
        self.response = response
    }

    /// The message as a document of a set.
    ///
    /// - Parameters:
    ///   - nouns: documents whose root is the noun; their vocabulary must be that of `schema`.
    ///   - schema: of the set in which the message leaves.
    ///   - namespace: the target namespace of the set.
    /// - Returns: the document, not validated.
    /// - Throws: what the schema has no place for.
    package func document(
        around nouns: [Document], schema: Schema, namespace: String
    ) throws(DocumentEditor.Refusal) -> Document {
        try document(around: nouns.compactMap(\.root), schema: schema, namespace: namespace)
    }

    /// As ``document(around:schema:namespace:)-([Document],_,_)``, around nouns that stand in other documents.
    package func document(
        around nouns: [Node], schema: Schema, namespace: String
    ) throws(DocumentEditor.Refusal) -> Document {
        let name = MessageRoot.transactionName(verb, noun, in: schema) ?? verb.rawValue + noun
        var editor = try DocumentEditor(schema: schema, root: ExpandedName(namespace, name))
        let root = editor.root
        if editor.hasAttribute("releaseID", root) { try editor.setAttribute("releaseID", "", of: root) }
        try area.write(into: try editor.append("ApplicationArea", to: root), of: &editor)
        let dataArea = try editor.append("DataArea", to: root)
        // Some sets put another verb inside than the root is named after: Notify holds a Sync.
        let verbName = editor.schema.childNames(of: editor.declaration(of: dataArea)).first ?? verb.rawValue
        let verbElement = try editor.append(verbName, to: dataArea)
        if let actionCode {
            let criteria = try editor.append("ActionCriteria", to: verbElement)
            let expression = try editor.append("ActionExpression", to: criteria)
            try editor.setAttribute("actionCode", actionCode, of: expression)
        }
        try write(answer, into: verbElement, of: &editor)
        try response?.write(into: verbElement, of: &editor)
        for source in nouns {
            let element = try editor.append(noun, to: dataArea)
            if let lost = editor.copyContent(of: source, to: element).first {
                throw .noChild(lost.localName, of: lost.parent?.localName ?? noun, nearest: nil)
            }
        }
        return editor.finish()
    }

    private func write(
        _ answer: AnswerPolicy, into verb: DocumentEditor.Element, of editor: inout DocumentEditor
    ) throws(DocumentEditor.Refusal) {
        guard answer != .never else { return }
        for name in ["responseCode", "acknowledgeCode"] where editor.hasAttribute(name, verb) {
            try editor.setAttribute(name, answer.rawValue, of: verb)
        }
    }
}

extension ApplicationArea {
    func write(
        into element: DocumentEditor.Element, of editor: inout DocumentEditor
    ) throws(DocumentEditor.Refusal) {
        if sender != nil || senderComponent != nil || senderReference != nil || confirmation != .never {
            let from = try editor.append("Sender", to: element)
            try editor.appendText("LogicalID", sender, to: from)
            try editor.appendText("ComponentID", senderComponent, to: from)
            try editor.appendText("ReferenceID", senderReference, to: from)
            if confirmation != .never {
                try editor.appendText("ConfirmationCode", confirmation.rawValue, to: from)
            }
        }
        // Receivers came with V0600; an older set has no place for them and needs none: it goes to one partner.
        if editor.schema.child("Receiver", of: editor.declaration(of: element)) != nil {
            for receiver in receivers {
                try editor.appendText("LogicalID", receiver, to: try editor.append("Receiver", to: element))
            }
        }
        try editor.appendText("CreationDateTime", creationDateTime, to: element)
        try editor.appendText("BODID", bodID, to: element)
    }
}

extension DocumentEditor {
    fileprivate func hasAttribute(_ local: String, _ element: Element) -> Bool {
        schema.attributeNames(of: declaration(of: element)).contains(local)
    }

    /// A child with a text; none for nil.
    package mutating func appendText(_ local: String, _ text: String?, to element: Element) throws(Refusal) {
        guard let text else { return }
        setText(text, of: try append(local, to: element))
    }
}
