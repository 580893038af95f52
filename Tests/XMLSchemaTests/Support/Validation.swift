import Diagnostics
import XMLSchema
import XMLStream

/// A document that was read by the validator.
struct Validation {
    let findings: [Finding]
    let document: Document

    var isValid: Bool { findings.isEmpty }
    var codes: [String] { findings.map(\.code.rawValue) }

    init(_ bytes: [UInt8], _ schema: Schema, source: String? = nil) throws(XMLFailure) {
        let names = NameInterner(table: schema.names)
        let reader = XMLReader(names: names, sink: Validator(schema: schema, names: names, source: source))
        try reader.read(bytes)
        findings = reader.sink.findings
        document = reader.sink.document
    }

    init(_ text: String, _ schema: Schema, source: String? = nil) throws(XMLFailure) {
        try self.init(Array(text.utf8), schema, source: source)
    }

    /// A document of `urn:t`, its root's start tag without a namespace declaration.
    init(local text: String, _ schema: Schema) throws(XMLFailure) {
        guard let end = text.firstIndex(where: { " />".contains($0) }) else {
            throw XMLFailure(.empty, line: 1, column: 1)
        }
        try self.init(
            "\(text[..<end]) xmlns=\"urn:t\" xmlns:xsi=\"\(ValidationNames.instance)\"\(text[end...])", schema
        )
    }
}

enum ValidationNames {
    static let instance = "http://www.w3.org/2001/XMLSchema-instance"
}
