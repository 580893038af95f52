package import XMLSchema
package import XMLStream

/// What a Respond or an Acknowledge says of the message that it answers.
///
/// Source: ISA-95 Part 5; B2MML `TransRespondType`, `TransAcknowledgeType`.
package struct Response: Hashable, Sendable {
    /// Of the message that is answered; its BODID where it has one.
    package var original: ApplicationArea?
    /// Action codes of the response criteria, in document order.
    package var actionCodes: [String]
    /// Descriptions and reasons of the changes of status, in document order.
    package var descriptions: [String]

    package init(
        original: ApplicationArea?, actionCodes: [String] = [], descriptions: [String] = []
    ) {
        self.original = original
        self.actionCodes = actionCodes
        self.descriptions = descriptions
    }

    /// - Returns: nil for a document that is no Respond and no Acknowledge.
    package init?(_ document: Document) {
        let area = document.root?.child("DataArea")
        guard let verb = area?.child(Verb.respond.rawValue) ?? area?.child(Verb.acknowledge.rawValue) else {
            return nil
        }
        let criteria = verb.children("ResponseCriteria")
        let changes = criteria.compactMap { $0.child("ChangeStatus") }
        self.init(
            original: verb.child("OriginalApplicationArea").map(ApplicationArea.init),
            actionCodes: criteria.compactMap {
                $0.child("ResponseExpression")?.attribute("actionCode")?.text
            },
            descriptions: changes.flatMap { change in
                (change.children("Description") + change.children("Reason")).map(\.text)
            })
    }

    func write(
        into verb: DocumentEditor.Element, of editor: inout DocumentEditor
    ) throws(DocumentEditor.Refusal) {
        if let original {
            try original.write(into: try editor.append("OriginalApplicationArea", to: verb), of: &editor)
        }
        for code in actionCodes {
            let criteria = try editor.append("ResponseCriteria", to: verb)
            let expression = try editor.append("ResponseExpression", to: criteria)
            try editor.setAttribute("actionCode", code, of: expression)
            guard code == actionCodes.first, !descriptions.isEmpty else { continue }
            let status = try editor.append("ChangeStatus", to: criteria)
            for description in descriptions {
                try editor.appendText("Description", description, to: status)
            }
        }
    }
}
