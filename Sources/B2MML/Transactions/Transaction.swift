package import XMLSchema

/// A message as its sender meant it: what is to be done with which nouns, and which answer is awaited.
package struct Transaction: Sendable {
    package var set: SchemaSet
    /// Local name of the document element.
    package var root: String
    /// Nil for a noun that was sent without an envelope.
    package var verb: Verb?
    /// Local name.
    package var noun: String
    /// Nil for a bare noun.
    package var applicationArea: ApplicationArea?
    /// The nouns, in document order.
    package var nouns: [Node]
    /// Action code of the first ActionExpression, such as `Delete`; nil where the verb carries none.
    package var actionCode: String?
    /// `Process/@acknowledgeCode`, `Change/@responseCode`: whether the request itself asks for an answer.
    package var answer: AnswerPolicy

    /// A noun that was sent without an envelope, known by its root alone. Nil for another root.
    package init?(bare root: MessageRoot, set: SchemaSet) {
        guard case .noun(let name) = root else { return nil }
        self.set = set
        self.root = name
        verb = nil
        noun = name
        applicationArea = nil
        nouns = []
        actionCode = nil
        answer = .never
    }

    /// - Returns: nil for a document that is no message: a fragment or an unknown root.
    package init?(_ document: Document, set: SchemaSet) {
        guard let root = document.root, let declaration = root.declaration else { return nil }
        self.set = set
        self.root = root.localName
        switch MessageRoot(declaration, in: document.schema) {
        case .fragment, .confirmation:
            return nil
        case .noun(let name):
            verb = nil
            noun = name
            applicationArea = nil
            nouns = [root]
            actionCode = nil
            answer = .never
        case .transaction(let verb, let name):
            self.verb = verb
            noun = name
            applicationArea = root.child("ApplicationArea").map(ApplicationArea.init)
            let area = root.child("DataArea")
            nouns = area?.children(name) ?? []
            let verbElement = area?.children.first { $0.localName != name }
            actionCode =
                verbElement?.child("ActionCriteria")?.child("ActionExpression")?
                .attribute("actionCode")?.text
            answer =
                AnswerPolicy(
                    verbElement?.attribute("acknowledgeCode")?.text
                        ?? verbElement?.attribute("responseCode")?.text)
                ?? .never
        }
    }
}
