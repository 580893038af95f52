import Diagnostics

/// What stands above the documents: the search, the losses, the rules and the findings.
extension LineagePage {
    func tools(_ references: LineageReferences) -> String {
        """
        <nav aria-label="Search and lists">
        <label>Search <input type="search" id="search" placeholder="name, value, rule" autocomplete="off">\
        </label>
        <output id="found" aria-live="polite"></output>
        \(losses)\(Self.list(of: references))\(findings)</nav>
        <noscript><p>This browser runs no script: the links work, and pointing at a value lights nothing.</p>\
        </noscript>

        """
    }

    private var losses: String {
        let lost = explanation.inputs.enumerated().filter { $0.element.fate.isLoss }
        guard !lost.isEmpty else { return "" }
        let items = lost.map { number, input in
            """
            <li class="\(input.fate.rawValue)"><a href="#in-\(number)">\(Self.line(of: input.source))</a> \
            <code>\(HTMLText.escape(input.source.path))</code> <span>\(HTMLText.escape(input.source.value))</span> \
            <em>\(input.fate.word)</em> \(Self.cause(of: input))</li>

            """
        }
        return """
            <details id="losses"\(explanation.counts.lostByAccident > 0 ? " open" : "")>\
            <summary>Losses <b>\(lost.count)</b></summary>
            <p><label>Show <select id="kind"><option value="">all</option>\
            <option value="ignoredByAccident">by accident</option>\
            <option value="ignoredDeclared">declared</option></select></label> \
            <label>with <input type="search" id="losing" placeholder="path, value, reason" autocomplete="off">\
            </label></p>
            <ol>
            \(items.joined())</ol></details>

            """
    }

    private static func line(of source: Explanation.Source) -> String {
        source.line.map { line in "line \(line)\(source.column.map { ":\($0)" } ?? "")" } ?? "show"
    }

    private static func cause(of input: Explanation.Input) -> String {
        let reason = input.reason ?? "no rule reads it"
        let rule = input.rule.map { " <small>\(HTMLText.escape($0))</small>" } ?? ""
        return HTMLText.escape(reason) + rule
    }

    private static func list(of references: LineageReferences) -> String {
        guard !references.entries.isEmpty else { return "" }
        let entries = references.entries.enumerated().sorted { $0.element < $1.element }
        let items = entries.map { number, entry in
            let name = "<code>\(HTMLText.escape(entry.locator))</code>"
            let kind = entry.isTableRow ? "row of a table, " : ""
            let counts = [(entry.valuesOut, "out"), (entry.valuesIn, "in")].filter { $0.0 > 0 }
                .map { "\($0) \($0 == 1 ? "value" : "values") \($1)" }.joined(separator: ", ")
            return "<li id=\"ref-\(number)\"><button type=\"button\">\(name)</button> \(kind)\(counts)</li>\n"
        }
        return """
            <details id="references"><summary>Rules and table rows <b>\(references.entries.count)</b></summary>
            <ol>
            \(items.joined())</ol></details>

            """
    }

    private var findings: String {
        guard !conversion.findings.isEmpty else { return "" }
        let items = conversion.findings.map { finding in
            """
            <li class="\(finding.severity.rawValue)"><b>\(finding.severity.rawValue)</b> \
            \(HTMLText.escape(finding.place.locator)): \(HTMLText.escape(finding.message)) \
            <small>\(HTMLText.escape("\(finding.code)"))\(Self.path(of: finding))</small>\
            \(finding.advice.map { " \(HTMLText.escape($0))" } ?? "")</li>

            """
        }
        return """
            <details id="findings"\(conversion.findings.hasErrors ? " open" : "")>\
            <summary>Findings <b>\(items.count)</b></summary>
            <ol>
            \(items.joined())</ol></details>

            """
    }

    private static func path(of finding: Finding) -> String {
        finding.place.path.map { " at <code>\(HTMLText.escape($0))</code>" } ?? ""
    }
}
