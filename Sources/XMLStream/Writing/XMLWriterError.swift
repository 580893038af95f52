package import Diagnostics

/// Why a document cannot be written as it was asked for. A fault of ours, or of a value that XML cannot carry.
package enum XMLWriterError: AdapterError, Hashable {
    /// XML 1.0 has no way to write this character, not even as a reference. The index counts scalars from 0.
    case character(Unicode.Scalar, index: Int)
    /// The bytes are not UTF-8 from this one on, counted from 0.
    case notUTF8(index: Int)
    case name(String)
    case namespace(prefix: String, name: String)
    case undeclaredPrefix(String)
    case duplicateAttribute(String)
    /// What was to be written, where it cannot stand.
    case misplaced(String)
    /// Text beside child elements that were already indented: the indentation would become part of the text.
    case textBesideIndentedElements(String)
    /// The innermost element that was not ended.
    case openElement(String)

    package var code: Code {
        switch self {
        case .character: "XML-WRITE-1"
        case .notUTF8: "XML-WRITE-2"
        case .name: "XML-WRITE-3"
        case .namespace: "XML-WRITE-4"
        case .undeclaredPrefix: "XML-WRITE-5"
        case .duplicateAttribute: "XML-WRITE-6"
        case .misplaced: "XML-WRITE-7"
        case .textBesideIndentedElements: "XML-WRITE-8"
        case .openElement: "XML-WRITE-9"
        }
    }

    package var message: String {
        switch self {
        case .character(let scalar, let index):
            let digits = String(scalar.value, radix: 16, uppercase: true)
            let number = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            return "The character U+\(number) at index \(index) cannot be written in XML 1.0"
        case .notUTF8(let index): return "The text is not UTF-8 from byte \(index) on"
        case .name(let name): return "\"\(name)\" is not an XML name"
        case .namespace(let prefix, let name):
            return "The prefix \"\(prefix)\" cannot be bound to the namespace \"\(name)\""
        case .undeclaredPrefix(let prefix): return "The prefix \"\(prefix)\" is not declared"
        case .duplicateAttribute(let name): return "The attribute \(name) is written twice"
        case .misplaced(let what): return "\(what) cannot stand here"
        case .textBesideIndentedElements(let name): return "Text follows an indented element in \(name)"
        case .openElement(let name): return "The element \(name) is not ended"
        }
    }

    package var advice: String? {
        switch self {
        case .character: "Remove or replace the character in the mapping, or correct it at its source."
        case .notUTF8: "Decode the value from its own encoding first."
        case .textBesideIndentedElements: "Write documents with mixed content without indentation."
        default: nil
        }
    }
}
