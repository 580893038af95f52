package import Diagnostics
import XMLSchema

/// A domain value cannot be written because the schema lacks what the canonical form has: the wrong schema was given.
package struct BindingError: AdapterError, Hashable {
    package let message: String

    package var code: Code { BindingCode.schema }
    package var advice: String? { "Write with the schema of the canonical form, V0700 under its overlay." }

    init(_ refusal: DocumentEditor.Refusal) {
        switch refusal {
        case .tooLarge: message = "The document has more elements or text than one document can hold"
        case .noGlobalElement(let name): message = "The schema has no document element \"\(name)\""
        case .noChild(let name, let parent, _):
            message = "The schema has no element \"\(name)\" in \"\(parent)\""
        case .noAttribute(let name, let parent, _):
            message = "The schema has no attribute \"\(name)\" of \"\(parent)\""
        }
    }
}
