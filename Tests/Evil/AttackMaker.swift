import Foundation

/// Makes the documents that are too large to keep, or are easier understood as a rule. Nothing in them is random.
enum AttackMaker {
    static func make(_ name: String, size: Int) -> [UInt8] {
        makers[name]?(size) ?? []
    }

    static var names: [String] { makers.keys.sorted() }

    private static let namespace = "http://www.mesa.org/xml/B2MML"
    private static let request =
        "<OperationsRequest><ID>1</ID>\(requirement)</OperationsRequest>"
    private static let requirement =
        "<SegmentRequirement><ID>1</ID><ProcessSegmentID>1</ProcessSegmentID>"
        + "<OperationsDefinitionID>1</OperationsDefinitionID><OperationsSegmentID>1</OperationsSegmentID>"
        + "</SegmentRequirement>"

    private static let makers: [String: @Sendable (Int) -> [UInt8]] = [
        // Document types and entities
        "quadratic-entity": { size in
            bytes(
                "<!DOCTYPE OperationsSchedule [<!ENTITY a \"", repeated("x", size), "\">]>\n",
                schedule(description: repeated("&a;", size)))
        },
        "doctype-behind-comment": { size in
            bytes("<!--", repeated("c", size), "-->", "<!DOCTYPE a [<!ENTITY b 'c'>]>", schedule())
        },
        "doctype-in-content-far": { size in
            schedule(requests: repeated(request + "\n", size) + "<!DOCTYPE a [<!ENTITY b 'c'>]>")
        },
        "long-reference": { size in schedule(description: "&#" + repeated("0", size) + "65536x;") },
        "references": { size in schedule(description: repeated("&#65;", size)) },
        // Namespaces
        "namespaces-on-one-tag": { size in
            schedule(requests: "<a " + numbered(size) { " xmlns:p\($0)='u\($0)'" } + "/>")
        },
        "namespaces-nested": { size in
            let tags = numbered(size) { level in
                "<b" + numbered(size) { " xmlns:p\($0)='urn:\(level):\($0)'" } + ">"
            }
            return schedule(requests: tags + repeated("</b>", size))
        },
        "namespaces-long": { size in
            schedule(
                requests: numbered(size) { "<b xmlns:p='urn:\($0)" + repeated("n", 1_000_000) + "'/>" })
        },
        "namespaces-distinct": { size in
            schedule(requests: numbered(size) { "<p:b xmlns:p='urn:\($0)'/>" })
        },
        // Attributes and tags
        "attributes": { size in
            schedule(
                requests: "<OperationsRequest" + numbered(size) { " b\($0)=''" }
                    + "><ID>1</ID>\(requirement)</OperationsRequest>")
        },
        "attribute-value": { size in schedule(requests: "<a b='" + repeated("v", size) + "'/>") },
        "attribute-value-references": { size in
            schedule(requests: "<a b='" + repeated("&lt;", size) + "'/>")
        },
        "attribute-name": { size in schedule(requests: "<a " + repeated("n", size) + "=''/>") },
        "tag-blanks": { size in schedule(requests: "<a" + repeated(" ", size) + "/>") },
        "end-tag-blanks": { size in schedule(requests: "<a></a" + repeated("\n", size) + ">") },
        "element-name": { size in schedule(requests: "<" + repeated("n", size) + "/>") },
        // Size
        "depth": { size in bytes("<OperationsSchedule xmlns='\(namespace)'>", repeated("<a>", size)) },
        "depth-closed": { size in
            // The schedule is one of the open elements.
            schedule(requests: repeated("<a>", size - 1) + repeated("</a>", size - 1))
        },
        "text": { size in schedule(description: repeated("t", size)) },
        "text-in-pieces": { size in
            schedule(description: repeated(repeated("t", 993) + "<!---->", size / 1_000))
        },
        "cdata-in-pieces": { size in
            schedule(description: repeated("<![CDATA[" + repeated("<", 988) + "]]>", size / 1_000))
        },
        "brackets": { size in schedule(description: repeated("]", size) + ">") },
        "comment": { size in bytes("<!--", repeated("c", size), "-->", schedule()) },
        "hyphens": { size in schedule(requests: "<!--" + repeated("- ", size / 2) + "-->" + request) },
        "instruction": { size in schedule(requests: "<?p " + repeated("?", size) + "?>" + request) },
        "cdata": { size in schedule(description: "<![CDATA[" + repeated("]", size) + "]]>") },
        "blanks": { size in bytes(repeated(" \n", size / 2), schedule()) },
        "blanks-behind": { size in bytes(schedule(), repeated("\n", size)) },
        "comments": { size in bytes(repeated("<!---->", size), schedule()) },
        "siblings": { size in
            bytes(
                "<OperationsSchedule xmlns='\(namespace)'><ID>1</ID>", repeated("<Description/>", size),
                request,
                "</OperationsSchedule>")
        },
        "unknown-siblings": { size in schedule(requests: repeated("<Evil/>", size)) },
        "misplaced-siblings": { size in schedule(requests: repeated("<SegmentRequirement/>", size)) },
        "misspelt-siblings": { size in schedule(requests: numbered(size) { "<OperationsRequst\($0)/>" }) },
        "names-colliding": { size in
            // Each of the two syllables has the same value under h * 31 + c.
            schedule(
                requests: numbered(size) { number in
                    "<" + (0..<16).map { number >> $0 & 1 == 0 ? "Aa" : "BB" }.joined() + "/>"
                })
        },
        "names-distinct": { size in schedule(requests: numbered(size) { "<Evil\($0)/>" }) },
        "findings-long": { size in
            schedule(
                requests: repeated(
                    "<OperationsRequest><ID>1</ID><StartTime>" + repeated("9", 10_000)
                        + "</StartTime>\(requirement)</OperationsRequest>", size))
        },
        // Encodings and values
        "label-long": { size in
            bytes("<?xml version='1.0' encoding='", repeated("U", size), "'?>", schedule())
        },
        "time-fraction": { size in time("2026-01-01T00:00:00." + repeated("1", size) + "Z") },
        "time-year": { size in time(repeated("9", size) + "-01-01T00:00:00Z") },
        "integer-digits": { size in priority(repeated("9", size)) },
        "integer-zeros": { size in priority(repeated("0", size) + "1") },
        // Compression
        "gzip-bomb": { size in gzip(blanks: size) },
        "gzip-cut": { size in Array(gzip(blanks: size).prefix(200)) },
        "gzip-twice": { size in gzip(gzip(blanks: size)) },
    ]

    // MARK: Documents

    private static func schedule(description: String = "", requests: String? = nil) -> [UInt8] {
        bytes(
            "<OperationsSchedule xmlns='\(namespace)'>\n<ID>1</ID><Description>", description,
            "</Description>\n",
            requests ?? request, "</OperationsSchedule>\n")
    }

    private static func time(_ value: String) -> [UInt8] {
        bytes(
            "<OperationsSchedule xmlns='\(namespace)'><ID>1</ID><StartTime>", value, "</StartTime>", request,
            "</OperationsSchedule>")
    }

    private static func priority(_ value: String) -> [UInt8] {
        bytes(
            "<OperationsSchedule xmlns='\(namespace)'><ID>1</ID><OperationsRequest><ID>1</ID><Priority>",
            value,
            "</Priority>\(requirement)</OperationsRequest></OperationsSchedule>")
    }

    private static func repeated(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    private static func numbered(_ count: Int, _ text: (Int) -> String) -> String {
        (0..<count).reduce(into: "") { $0 += text($1) }
    }

    private static func bytes(_ parts: String...) -> [UInt8] {
        parts.reduce(into: []) { $0 += $1.utf8 }
    }

    private static func bytes(_ first: String, _ second: String, _ third: [UInt8]) -> [UInt8] {
        bytes(first, second) + third
    }

    private static func bytes(_ first: [UInt8], _ second: String) -> [UInt8] {
        first + bytes(second)
    }

    private static func bytes(_ first: String, _ second: [UInt8]) -> [UInt8] {
        bytes(first) + second
    }

    private static func bytes(_ first: String, _ second: String, _ third: String, _ last: [UInt8]) -> [UInt8]
    {
        bytes(first, second, third) + last
    }

    private static func bytes(
        _ first: String, _ second: String, _ third: String, _ fourth: String, _ last: [UInt8]
    ) -> [UInt8] {
        bytes(first, second, third, fourth) + last
    }

    // MARK: Compression

    /// A gzip member of one block with fixed codes: a blank, and then again and again the 258 bytes before.
    /// The checksum and the length at its end are wrong, which nobody who is careful gets to see.
    private static func gzip(blanks: Int) -> [UInt8] {
        var bits = BitWriter()
        bits.write(0b011, 3)
        // The codes of RFC 1951, section 3.2.6: literals 0 to 143 have eight bits from 0x30, length 258 is 0xC5.
        bits.writeCode(0x30 + 0x20, 8)
        for _ in 0..<(blanks / 258) {
            bits.writeCode(0xC5, 8)
            // Distance 1.
            bits.writeCode(0, 5)
        }
        bits.writeCode(0, 7)
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + bits.finish() + [UInt8](repeating: 0, count: 8)
    }

    /// A gzip member of stored blocks.
    private static func gzip(_ content: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        bytes += [1, UInt8(content.count & 255), UInt8(content.count >> 8)]
        bytes += [~UInt8(content.count & 255), ~UInt8(content.count >> 8)]
        bytes += content
        let sum = checksum(content)
        for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: sum >> shift)) }
        for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: content.count >> shift)) }
        return bytes
    }

    /// CRC-32 of RFC 1952, section 8.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum = UInt32.max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~sum
    }
}

/// Packs bits from the lowest one on, as deflate does.
private struct BitWriter {
    private var bytes: [UInt8] = []
    private var pending: UInt64 = 0
    private var count = 0

    mutating func write(_ value: UInt64, _ length: Int) {
        pending |= value << UInt64(count)
        count += length
        while count >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            count -= 8
        }
    }

    /// A Huffman code, which stands with its highest bit first.
    mutating func writeCode(_ code: UInt64, _ length: Int) {
        var reversed: UInt64 = 0
        for bit in 0..<length where code >> UInt64(bit) & 1 == 1 { reversed |= 1 << UInt64(length - 1 - bit) }
        write(reversed, length)
    }

    consuming func finish() -> [UInt8] {
        if count > 0 { bytes.append(UInt8(truncatingIfNeeded: pending)) }
        return bytes
    }
}
