import CLibXML2

/// libxml2's tree parser, which shares neither the push mode nor the guard with the reader: the second opinion.
enum TreeParser {
    /// What it makes of a document without a document type.
    static func accepts(_ bytes: [UInt8]) -> Bool {
        let context = xmlNewParserCtxt()
        defer { xmlFreeParserCtxt(context) }
        guard let context else { return false }
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_NOERROR.rawValue
            | XML_PARSE_NOWARNING.rawValue
        // Any error leaves a trace in _private. Not the flag nsWellFormed: a namespace name that is no URI clears it.
        context.pointee.sax.pointee.serror = { context, error in
            guard let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue,
                error.pointee.code != Int32(bitPattern: XML_WAR_NS_URI.rawValue)
            else { return }
            context?.assumingMemoryBound(to: xmlParserCtxt.self).pointee._private = context
        }
        let document = bytes.withUnsafeBytes { storage in
            xmlCtxtReadMemory(
                context, storage.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), nil, nil,
                Int32(bitPattern: options))
        }
        defer { xmlFreeDoc(document) }
        return document != nil && context.pointee.wellFormed == 1 && context.pointee._private == nil
    }

    /// The elements' names, attributes and text as it has them, in the form of ``Outcome/digest``.
    static func digest(_ bytes: [UInt8]) -> String? {
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_NOERROR.rawValue
            | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NOENT.rawValue | XML_PARSE_NOCDATA.rawValue
        let document = bytes.withUnsafeBytes { storage in
            xmlReadMemory(
                storage.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), nil, nil,
                Int32(bitPattern: options))
        }
        guard let document else { return nil }
        defer { xmlFreeDoc(document) }
        var text = ""
        describe(xmlDocGetRootElement(document), into: &text)
        return text
    }

    private static func describe(_ node: xmlNodePtr?, into text: inout String) {
        guard let node else { return }
        switch node.pointee.type {
        case XML_ELEMENT_NODE:
            text += "<\(expanded(node.pointee.ns, node.pointee.name))"
            var attribute = node.pointee.properties
            while let current = attribute {
                let value = xmlNodeListGetString(node.pointee.doc, current.pointee.children, 1)
                text += " \(expanded(current.pointee.ns, current.pointee.name))=\"\(string(value))\""
                clibxml2_free(value)
                attribute = current.pointee.next
            }
            text += ">"
            var child = node.pointee.children
            while let current = child {
                describe(current, into: &text)
                child = current.pointee.next
            }
            text += "</>"
        case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
            text += string(node.pointee.content)
        default:
            break
        }
    }

    private static func expanded(_ namespace: xmlNsPtr?, _ name: UnsafePointer<UInt8>?) -> String {
        let local = string(name)
        guard let uri = namespace?.pointee.href else { return local }
        return "{\(string(uri))}\(local)"
    }

    private static func string(_ bytes: UnsafePointer<UInt8>?) -> String {
        bytes.map { String(cString: $0) } ?? ""
    }
}
