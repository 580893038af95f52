import B2MML
import Crypto
import Foundation

/// An explanation as one page that needs nothing besides itself: both documents side by side, and pointing at a value of
/// one lights its counterparts in the other.
///
/// The same explanation gives the same bytes. A content security policy allows the page its own style sheet and script,
/// by their hashes, and nothing else: text of a document that looks like a script is not run, and nothing is loaded.
package struct LineagePage: Sendable {
    /// Of both documents together. A page with more would be slow to open.
    package static let maximalValues = 200_000

    let conversion: Conversion
    let explanation: Explanation
    private let digest: String?
    private let path: String?

    /// - Parameters:
    ///   - conversion: what is explained.
    ///   - explanation: of it.
    ///   - digest: SHA-256 of the document as it was sent; nil where it is not known.
    ///   - path: shows only values whose path contains this text, with their counterparts.
    /// - Throws: ``LineagePageTooLarge`` when more than ``maximalValues`` would be shown.
    package init(
        _ conversion: Conversion, _ explanation: Explanation, digest: String?, path: String? = nil
    ) throws(LineagePageTooLarge) {
        self.conversion = conversion
        self.explanation = explanation
        self.digest = digest
        self.path = path
        let selection = LineageSelection(explanation, path: path)
        let values =
            zip(explanation.sourceLines, selection.source).count { $0.value != nil && $1 }
            + zip(explanation.targetLines, selection.target).count { $0.value != nil && $1 }
        guard values <= Self.maximalValues else { throw LineagePageTooLarge(values: values) }
    }

    /// The page, in UTF-8.
    package var html: String {
        let selection = LineageSelection(explanation, path: path)
        var references = LineageReferences()
        var (source, target) = (LineageRows(), LineageRows())
        target.target(explanation, selection.target, &references)
        source.source(explanation, selection.source, &references)
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            \(head)</head>
            <body>
            <header>
            \(heading)\(counts)</header>
            \(tools(references))<main>
            \(pane("source", "What was sent", conversion.file, source.html))\
            \(pane("target", conversion.targetTitle, conversion.targetWords, target.html))</main>
            <footer id="detail" aria-live="polite"><p>Point at a value to see where it went or came from. A click \
            keeps it, Escape lets go. In a document the arrow keys go from value to value, and across.</p></footer>
            <script>\(Self.script)</script>
            </body>
            </html>

            """
    }

    // MARK: Head

    private var head: String {
        """
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src \(Self.source(Self.style)); \
        script-src \(Self.source(Self.script)); base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>\(HTMLText.escape(title))</title>
        <style>\(Self.style)</style>

        """
    }

    /// Source: Content Security Policy Level 3, section 2.3.1, hash-source.
    private static func source(_ text: String) -> String {
        "'sha256-\(Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString())'"
    }

    private var title: String { "\(conversion.file) to \(conversion.to.name): where each value comes from" }

    private var heading: String {
        var html = "<h1>\(HTMLText.escape(conversion.file)) <span>to</span> "
        html += "\(HTMLText.escape(conversion.to.name))</h1>\n<p class=\"way\">"
        html += HTMLText.escape(conversion.sourceWords)
        for step in conversion.way {
            let version = step.version.isEmpty ? "" : " <small>\(HTMLText.escape(step.version))</small>"
            html += " <span>→</span> <code>\(HTMLText.escape(step.mapping))</code>\(version)"
        }
        html += " <span>→</span> \(HTMLText.escape(conversion.targetWords))"
        if conversion.bytes == nil { html += " <strong>nothing was written</strong>" }
        html += "</p>\n"
        if let digest { html += "<p class=\"digest\">SHA-256 <code>\(HTMLText.escape(digest))</code></p>\n" }
        if let path {
            let text = HTMLText.escape(path)
            html += "<p>Only values whose path contains <code>\(text)</code> are shown.</p>\n"
        }
        return html
    }

    private var counts: String {
        let counts = explanation.counts
        let isLossy = counts.lostByAccident > 0
        let isOpen = counts.explained < counts.valuesOut
        let rows = [
            ("Values in, accounted for", "\(counts.accountedFor) of \(counts.valuesIn)", isLossy),
            ("Lost by accident", "\(counts.lostByAccident)", isLossy),
            ("Lost as declared", "\(counts.lostAsDeclared)", false),
            ("Values out, explained", "\(counts.explained) of \(counts.valuesOut)", isOpen),
            ("Derived", "\(counts.derived)", false),
        ]
        let items = rows.map { label, value, isBad in
            "<div\(isBad ? " class=\"bad\"" : "")><dt>\(label)</dt><dd>\(value)</dd></div>\n"
        }
        return "<dl>\n\(items.joined())</dl>\n"
    }

    // MARK: Documents

    private func pane(_ id: String, _ title: String, _ name: String, _ rows: String) -> String {
        let none = rows.isEmpty ? "<p>There is nothing to show.</p>\n" : ""
        return """
            <section aria-labelledby="\(id)-title">
            <h2 id="\(id)-title">\(title) <span>\(HTMLText.escape(name))</span></h2>
            \(none)<div id="\(id)" class="lines" role="tree" aria-labelledby="\(id)-title" tabindex="0">
            \(rows)</div>
            </section>

            """
    }
}

extension Conversion {
    /// Each mapping of the way once.
    fileprivate var way: [Step] {
        let first = steps.first?.noun
        return steps.filter { $0.noun == first }
    }

    fileprivate var targetTitle: String { bytes == nil ? "What would have come out" : "What came out" }

    fileprivate var sourceWords: String {
        form.map { "the form of \($0)" } ?? from?.rawValue ?? "unknown set"
    }

    fileprivate var targetWords: String {
        switch to {
        case .set(let set): set.rawValue
        case .json: "JSON"
        case .mapping(let name): "the form of \(name)"
        }
    }
}
