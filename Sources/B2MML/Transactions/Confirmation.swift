package import XMLSchema
import XMLStream

/// A `ConfirmBOD`: whether a partner has taken a message.
///
/// Source: B2MML `ConfirmBODType`. There is no structured error code; what went wrong is in the descriptions.
package struct Confirmation: Hashable, Sendable {
    /// The action code of a refusal.
    package static let rejected = "Rejected"

    package var area: ApplicationArea
    /// Of the message that is confirmed; its BODID where it has one.
    package var original: ApplicationArea?
    /// Action codes of the response criteria, in document order.
    package var actionCodes: [String]
    package var descriptions: [String]

    package init(
        area: ApplicationArea, original: ApplicationArea?, actionCodes: [String] = [],
        descriptions: [String] = []
    ) {
        self.area = area
        self.original = original
        self.actionCodes = actionCodes
        self.descriptions = descriptions
    }

    /// Whether any action code says Rejected.
    package var isRejection: Bool { actionCodes.contains(Self.rejected) }

    /// - Returns: nil for a document that is no ConfirmBOD.
    package init?(_ document: Document) {
        guard let root = document.root, root.localName == "ConfirmBOD",
            let area = root.child("ApplicationArea"),
            let data = root.child("DataArea"), let confirm = data.child("Confirm")
        else { return nil }
        let bods = data.children("BOD")
        let original =
            confirm.child("OriginalApplicationArea")
            ?? bods.lazy.compactMap {
                $0.child("OriginalApplicationArea")
            }.first
        self.init(
            area: ApplicationArea(area), original: original.map(ApplicationArea.init),
            actionCodes: confirm.children("ResponseCriteria").compactMap {
                $0.child("ResponseExpression")?.attribute("actionCode")?.text
            },
            descriptions: bods.flatMap { $0.children("Description").map(\.text) })
    }

    /// The confirmation as a document of a set, not validated.
    package func document(schema: Schema, namespace: String) throws(DocumentEditor.Refusal) -> Document {
        var editor = try DocumentEditor(schema: schema, root: ExpandedName(namespace, "ConfirmBOD"))
        try area.write(into: try editor.append("ApplicationArea", to: editor.root), of: &editor)
        let data = try editor.append("DataArea", to: editor.root)
        let confirm = try editor.append("Confirm", to: data)
        if let original {
            try original.write(into: try editor.append("OriginalApplicationArea", to: confirm), of: &editor)
        }
        for code in actionCodes {
            let criteria = try editor.append("ResponseCriteria", to: confirm)
            let expression = try editor.append("ResponseExpression", to: criteria)
            try editor.setAttribute("actionCode", code, of: expression)
        }
        let bod = try editor.append("BOD", to: data)
        for description in descriptions {
            try editor.appendText("Description", description, to: bod)
        }
        return editor.finish()
    }
}
