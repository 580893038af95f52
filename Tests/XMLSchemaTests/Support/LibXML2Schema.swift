import CLibXML2

/// libxml2's own XSD validator, which shares nothing with ours but the parser: the second opinion.
///
/// A compiled schema is only read while documents are validated, so threads may share it.
final class LibXML2Schema: @unchecked Sendable {
    private let schema: xmlSchemaPtr

    /// - Returns: nil when libxml2 cannot compile the schema.
    init?(path: String) {
        guard let parser = xmlSchemaNewParserCtxt(path) else { return nil }
        defer { xmlSchemaFreeParserCtxt(parser) }
        // Its warning about a second import of a namespace is harmless: the entries import all of it first.
        xmlSchemaSetParserStructuredErrors(parser, { _, _ in }, nil)
        guard let schema = xmlSchemaParse(parser) else { return nil }
        self.schema = schema
    }

    deinit {
        xmlSchemaFree(schema)
    }

    /// Well-formed and valid.
    func accepts(_ bytes: [UInt8]) -> Bool {
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        let document = bytes.withUnsafeBytes { storage in
            xmlReadMemory(
                storage.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), nil, nil,
                Int32(bitPattern: options))
        }
        guard let document else { return false }
        defer { xmlFreeDoc(document) }
        guard let context = xmlSchemaNewValidCtxt(schema) else { return false }
        defer { xmlSchemaFreeValidCtxt(context) }
        xmlSchemaSetValidStructuredErrors(context, { _, _ in }, nil)
        return xmlSchemaValidateDoc(context, document) == 0
    }
}
