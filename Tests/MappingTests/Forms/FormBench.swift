import Diagnostics
import Testing
import XMLSchema

@testable import Mapping

/// Makes forms, reads texts by them, and says in lines what was read.
enum FormBench {
    static func make(
        _ declaration: ForeignFormDeclaration, isTarget: Bool = false
    ) throws -> ForeignForm {
        let made = ForeignForm.make(declaration, isTarget: isTarget)
        #expect(made.findings.map(\.description) == [])
        return try #require(made.value)
    }

    static func json(_ samples: String..., isTarget: Bool = false) throws -> ForeignForm {
        try make(sampled(.json, samples), isTarget: isTarget)
    }

    static func xml(_ samples: String..., isTarget: Bool = false) throws -> ForeignForm {
        try make(sampled(.xml, samples), isTarget: isTarget)
    }

    static func sampled(_ format: ForeignFormat, _ samples: [String]) -> ForeignFormDeclaration {
        ForeignFormDeclaration(
            format: format,
            samples: samples.enumerated().map { ("sample-\($0.offset + 1)", Array($0.element.utf8)) })
    }

    static func csv(
        _ layout: DelimitedLayout, _ encoding: TextEncoding = .utf8, isTarget: Bool = false
    ) throws -> ForeignForm {
        let declaration = ForeignFormDeclaration(format: .csv, delimited: layout, encoding: encoding)
        return try make(declaration, isTarget: isTarget)
    }

    static func fixedWidth(
        _ records: [FixedWidthLayout.Record], _ encoding: TextEncoding = .utf8
    ) throws -> ForeignForm {
        try make(
            ForeignFormDeclaration(
                format: .fixedWidth, fixedWidth: FixedWidthLayout(records: records), encoding: encoding))
    }

    /// The leaves of a document with their places, then what is unknown, then the findings.
    static func lines(_ form: ForeignForm, _ text: String) -> [String] {
        lines(form, Array(text.utf8))
    }

    static func lines(_ form: ForeignForm, _ bytes: [UInt8]) -> [String] {
        let read = form.read(bytes, source: "in")
        var lines = read.document?.root.map { leaves($0, "") } ?? ["nothing"]
        lines += read.unknown.map { "unknown \($0.path) \(place($0.place))" }
        lines += read.findings.map { "\($0.code) \(place($0.place))" }
        return lines
    }

    private static func place(_ place: Place) -> String { "\(place.line ?? 0):\(place.column ?? 0)" }

    private static func leaves(_ node: Node, _ path: String) -> [String] {
        let own = node.attributes.map { "\(path)@\($0.localName)=\($0.text)" }
        let children = Array(node.children)
        if children.isEmpty {
            return own + ["\(path)=\(node.text) \(node.record.line):\(node.record.column)"]
        }
        return own
            + children.flatMap { child in
                let many = children.count { $0.localName == child.localName } > 1
                let step = many ? "\(child.localName)[\(child.position)]" : child.localName
                return leaves(child, path.isEmpty ? step : "\(path)/\(step)")
            }
    }

    /// Reads a text and writes it again.
    static func rewritten(_ form: ForeignForm, _ text: String) throws -> String {
        let read = form.read(Array(text.utf8), source: "in")
        #expect(read.findings.map(\.description) == [])
        let written = form.write(try #require(read.document))
        #expect(written.findings.map(\.description) == [])
        return String(decoding: try #require(written.value), as: UTF8.self)
    }
}
