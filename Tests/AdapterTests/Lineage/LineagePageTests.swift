import B2MML
import Crypto
import Foundation
import FoundationXML
import Mapping
import Testing

@testable import Adapter

/// The page with both documents side by side.
@Suite struct LineagePageTests {
    private func page(_ conversion: Conversion, path: String? = nil) throws -> String {
        let explanation = try LineageBench.converter.explain(conversion)
        return try LineagePage(conversion, explanation, digest: "00ff", path: path).html
    }

    /// What stands between two texts, the last one excluded.
    private func part(_ page: String, from start: String, to end: String) throws -> String {
        let first = try #require(page.firstRange(of: start))
        let last = try #require(page[first.upperBound...].firstRange(of: end))
        return String(page[first.lowerBound..<last.lowerBound])
    }

    /// Without the style sheet and the script, which say nothing about the documents.
    @Test(arguments: [
        "csv/operations 03-ugly", "sap/odata-confirmation 01-plain", "fixed-width/shop-orders 01-plain",
    ])
    func aPageIsAsRecorded(_ name: String) throws {
        let page = try page(LineageBench.convert(LineageBench.example(name)))
        #expect(try page == self.page(LineageBench.convert(LineageBench.example(name))))
        try Golden.expect(
            try part(page, from: "<body>", to: "<script>"),
            "Lineage/Golden/\(name.replacing("/", with: "-").replacing(" ", with: "-")).html")
    }

    @Test(arguments: LineageBench.examples)
    func everyCounterpartIsInThePage(_ example: MappingExample) throws {
        let page = try page(LineageBench.convert(example))
        let ids = Set(page.matches(of: /\ id="((?:in|out)-\d+)"/).map { String($0.output.1) })
        for row in page.matches(of: /\ id="(in|out)-\d+"[^>]* data-x="([\d ]+)"/) {
            let other = row.output.1 == "in" ? "out" : "in"
            for number in row.output.2.split(separator: " ") { #expect(ids.contains("\(other)-\(number)")) }
        }
        for link in page.matches(of: /href="#([^"]+)"/) { #expect(ids.contains(String(link.output.1))) }
        let references = Set(page.matches(of: /\ id="ref-(\d+)"/).map { String($0.output.1) })
        for row in page.matches(of: /\ data-[rt]="([\d ]+)"/) {
            #expect(references.isSuperset(of: row.output.1.split(separator: " ").map(String.init)))
        }
    }

    /// A value that would be mark-up is text, wherever it is shown.
    @Test(arguments: [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</div></main><script>",
        "' onclick='x", "]]> &amp; -->", "\u{202E}gnp.exe",
    ])
    func whatLooksLikeMarkUpIsText(_ value: String) throws {
        let escaped = value.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;")
        let text = try LineageBench.schedule().replacing("000000451208", with: escaped)
        let conversion = try LineageBench.convert(text, to: .set(.v0700))
        #expect(conversion.bytes != nil)
        let page = try page(conversion, path: value)
        #expect(!page.contains(value))
        #expect(page.matches(of: /<script/).count == 1 && page.matches(of: /<img/).isEmpty)
        let whole = try self.page(conversion)
        #expect(!whole.contains(value) && whole.matches(of: /<script/).count == 1)
        let shown = value.hasPrefix("\u{202E}") ? "\\u{202E}gnp.exe" : value
        #expect(try texts(of: whole).contains(shown))
    }

    /// The texts of the values, as a parser reads them.
    private func texts(of page: String) throws -> Set<String> {
        let main = try part(page, from: "<main>", to: "<footer")
        let document = try XMLDocument(data: Data(main.utf8), options: [])
        return Set(try document.nodes(forXPath: "//span").compactMap(\.stringValue))
    }

    /// A browser runs the page's own script and nothing else, and asks no other machine.
    @Test func thePageNeedsNothingBesidesItself() throws {
        let page = try page(LineageBench.convert(LineageBench.schedule(), to: .set(.v0700)))
        let script = try part(page, from: "<script>", to: "</script>").dropFirst("<script>".count)
        let style = try part(page, from: "<style>", to: "</style>").dropFirst("<style>".count)
        let policy = try part(page, from: "Content-Security-Policy\" content=\"", to: "\">")
        #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
        for text in [script, style] {
            let hash = Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
            #expect(policy.contains("'sha256-\(hash)'"))
        }
        #expect(page.matches(of: /(?:src|href)="[^#]/).isEmpty)
        #expect(page.matches(of: /\ (?:on[a-z]+|style)=/).isEmpty)
        #expect(!style.contains("url(") && !style.contains("@import") && !page.contains("://"))
        for forbidden in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
            #expect(!script.contains(forbidden))
        }
    }

    @Test func aPathChoosesValuesAndTheirCounterparts() throws {
        let conversion = try LineageBench.convert(LineageBench.schedule(), to: .set(.v0700))
        let page = try page(conversion, path: "OperationsRequest[2]/ID")
        let rows = page.matches(of: /\ id="((?:in|out)-\d+)"/).map { $0.output.1 }
        #expect(rows.count == 2 && rows[0].hasPrefix("in-") && rows[1].hasPrefix("out-"))
        #expect(page.contains("OperationsRequest[2]") && page.contains("ProductionRequest[2]"))
        #expect(!page.contains("<b>SegmentRequirement"))
        #expect(try self.page(conversion, path: "Nothing").contains("There is nothing to show."))
    }

    @Test func aPageThatWouldBeTooLargeIsRefused() throws {
        let conversion = try LineageBench.convert(LineageBench.schedule(), to: .set(.v0700))
        var explanation = try LineageBench.converter.explain(conversion)
        let line = Explanation.Line(level: 1, label: "ID", line: 1, text: "1", value: 0)
        explanation.sourceLines = Array(repeating: line, count: LineagePage.maximalValues + 1)
        #expect(throws: LineagePageTooLarge.self) { try LineagePage(conversion, explanation, digest: nil) }
    }

    /// Source: WCAG 2.2, success criterion 1.4.3, and its definition of contrast.
    @Test(arguments: [false, true]) func textHasEnoughContrast(_ isDark: Bool) throws {
        let colours = Self.colours(isDark: isDark)
        let pairs = [
            ("ink", "bg"), ("ink", "pane"), ("ink", "hover"), ("ink", "on"), ("ink", "lit"), ("mute", "bg"),
            ("mute", "pane"), ("mute", "hover"), ("link", "pane"), ("link", "bg"), ("lost", "bg"),
            ("lost-ink", "lost"), ("loss-ink", "loss"), ("derived-ink", "derived"),
            ("default-ink", "default"),
            ("constant-ink", "constant"), ("read-ink", "read"),
        ]
        for (text, ground) in pairs {
            let contrast = try Self.contrast(#require(colours[text]), #require(colours[ground]))
            #expect(contrast >= 4.5, "\(text) on \(ground): \(contrast)")
        }
    }

    private static func colours(isDark: Bool) -> [String: [Double]] {
        let start = isDark ? "dark){:root{" : ":root{"
        guard let first = LineagePage.style.firstRange(of: start),
            let last = LineagePage.style[first.upperBound...].firstRange(of: "}")
        else { return [:] }
        var colours: [String: [Double]] = [:]
        for part in LineagePage.style[first.upperBound..<last.lowerBound].split(separator: ";") {
            guard let colour = part.firstMatch(of: /--([a-z-]+):#([0-9a-f]+)/) else { continue }
            let digits = Array(colour.output.2)
            let width = digits.count / 3
            colours[String(colour.output.1)] = (0..<3).map { index in
                let text = String(digits[index * width..<(index + 1) * width])
                return Double(Int(width == 1 ? text + text : text, radix: 16) ?? 0) / 255
            }
        }
        return colours
    }

    private static func contrast(_ first: [Double], _ second: [Double]) -> Double {
        let light = [first, second].map { colour in
            let linear = colour.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        }.sorted()
        return (light[1] + 0.05) / (light[0] + 0.05)
    }
}
