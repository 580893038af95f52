import Diagnostics
import Testing
import XMLStream

@testable import XMLSchema

/// A document in XML, its JSON, and the document that is read from that.
struct JSONRoundTrip {
    let validation: Validation
    let json: String
    let read: Checked<Document?>
    /// Both documents as XML.
    let before: String
    let after: String

    var isSame: Bool { before == after }

    init(_ xml: String, _ form: JSONForm, layout: JSONLayout = .compact) throws {
        validation = try Validation(xml, form.schema)
        let bytes = form.bytes(of: validation.document, layout: layout)
        json = String(decoding: bytes, as: UTF8.self)
        read = form.read(bytes)
        before = Self.xml(validation.document)
        after = Self.xml(read.value)
    }

    /// The test ends at the first document that does not come back: a long one takes the test library long to print.
    func expectSame(_ set: String, _ number: Int, isValid: Bool = true) throws {
        let isRight = isSame && (!isValid || validation.isValid && read.findings.isEmpty)
        let difference = isRight ? 200 : max(200, zip(before, after).prefix { $0 == $1 }.count)
        try #require(
            isRight,
            """
            \(set) \(number): \(validation.findings.prefix(2))
            \(read.findings.prefix(2))
            \(before.dropFirst(difference - 200).prefix(400))
            ---
            \(after.dropFirst(difference - 200).prefix(400))
            ---
            \(json.prefix(1_000))
            """)
    }

    /// Empty where there is no document.
    static func xml(_ document: Document?) -> String {
        guard let document, let bytes = try? DocumentSerialiser.bytes(of: document) else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
