import Diagnostics
import Mapping
import XMLSchema

extension Explanation {
    /// - Parameters:
    ///   - conversion: one that was asked to explain itself.
    ///   - written: what it wrote; nil when nothing was: then the outputs are those of the mappings, and their paths
    ///     begin at the noun.
    init(_ conversion: Conversion, written: WrittenDocument?) {
        let lineages = conversion.lineages
        let source = conversion.source?.root.map { DocumentOutline($0).lines } ?? []
        var numbers: [Int32: Int] = [:]
        for line in source where line.isValue { numbers[line.node.index] = numbers.count }
        let sources = source.filter(\.isValue).map { Source($0) }
        let nouns = lineages.compactMap { $0.steps.last?.output.root }
        if let written {
            add(written, lineages, sources, numbers)
        } else {
            for (noun, root) in nouns.enumerated() {
                add(WrittenDocument(root, as: noun), lineages, sources, numbers)
            }
        }
        account(for: source, sources, conversion, lineages)
        addUnknown(of: conversion)
    }

    // MARK: Outputs

    private mutating func add(
        _ written: WrittenDocument, _ lineages: [NounLineage], _ sources: [Source], _ numbers: [Int32: Int]
    ) {
        for line in DocumentOutline(written.root).lines {
            var value: Int?
            if line.isValue {
                if let output = output(line, written.origins[line.node.index], lineages, sources, numbers) {
                    value = outputs.count
                    outputs.append(output)
                } else {
                    unexplained.append(line.path)
                }
            }
            targetLines.append(Line(line, value: value))
        }
    }

    /// Nil when nothing is known about it.
    private func output(
        _ line: DocumentOutline.Line, _ origin: WrittenDocument.Origin?, _ lineages: [NounLineage],
        _ sources: [Source], _ numbers: [Int32: Int]
    ) -> Output? {
        guard case .made(let noun, let node)? = origin else {
            // Attributes that the other set requires of an envelope are in no document that was sent.
            var input: Int?
            if case .sent(let node)? = origin { input = numbers[node] }
            return Output(line, .envelope, from: input, sources)
        }
        guard let ancestry = lineages[noun].ancestry(of: node) else { return nil }
        return Output(
            line, Origin(ancestry.origin), rules: ancestry.rules, tableRows: ancestry.tableRows,
            from: ancestry.source.flatMap { numbers[$0] },
            and: ancestry.others.compactMap { numbers[$0] }.sorted(), sources)
    }

    // MARK: Inputs

    private mutating func account(
        for lines: [DocumentOutline.Line], _ sources: [Source], _ conversion: Conversion,
        _ lineages: [NounLineage]
    ) {
        var targets: [[Int]] = Array(repeating: [], count: sources.count)
        for (number, output) in outputs.enumerated() {
            for input in output.inputs { targets[input].append(number) }
        }
        let nouns = Dictionary(
            lineages.enumerated().compactMap { number, lineage in
                lineage.steps.first.map { ($0.input.index, number) }
            }, uniquingKeysWith: { first, _ in first })
        let otherLosses = Set(conversion.otherLosses)
        // Of what is open, by level: in which noun it stands, and whether the envelope has lost it.
        var open: [(noun: Int?, isLost: Bool)] = []
        for line in lines {
            open.removeLast(open.count - line.level)
            let above = open.last
            let noun = above?.noun ?? nouns[line.node.index]
            open.append((noun, above?.isLost ?? false || otherLosses.contains(line.path)))
            guard line.isValue else {
                sourceLines.append(Line(line, value: nil))
                continue
            }
            let number = inputs.count
            sourceLines.append(Line(line, value: number))
            let destiny =
                if let noun {
                    lineages[noun].destiny(of: line.node.index)
                } else {
                    NounLineage.Destiny(fate: open[line.level].isLost ? .ignoredByAccident : .envelope)
                }
            inputs.append(
                Input(
                    source: sources[number], fate: destiny.fate,
                    outputs: targets[number].map { outputs[$0].path }, reason: destiny.reason,
                    rule: destiny.rule?.locator, targets: targets[number]))
        }
    }

    /// What a foreign form does not know is in no document; it stands behind what it was found in.
    private mutating func addUnknown(of conversion: Conversion) {
        let unknown = conversion.findings.filter { $0.code == "CONVERT-FORM-1" }
        guard !unknown.isEmpty else { return }
        for finding in unknown {
            let source = Source(
                path: finding.place.path ?? "", value: "", line: finding.place.line,
                column: finding.place.column)
            sourceLines.append(
                Line(
                    level: 1, label: source.path, line: source.line, text: "", value: inputs.count))
            inputs.append(
                Input(
                    source: source, fate: .ignoredByAccident, outputs: [], reason: finding.message, rule: nil,
                    targets: []))
        }
    }
}

extension Explanation.Output {
    fileprivate init(
        _ line: DocumentOutline.Line, _ origin: Explanation.Origin, rules: [Place] = [],
        tableRows: [Place] = [], from input: Int?, and others: [Int] = [], _ sources: [Explanation.Source]
    ) {
        self.init(
            path: line.path, value: line.node.text, line: Place(line.node).line, origin: origin,
            rules: rules.map(\.locator), tableRows: tableRows.map(\.locator),
            source: input.map { sources[$0] }, alsoFrom: others.map { sources[$0] },
            inputs: (input.map { [$0] } ?? []) + others)
    }
}

extension Explanation.Source {
    fileprivate init(_ line: DocumentOutline.Line) {
        let place = Place(line.node)
        self.init(path: line.path, value: line.node.text, line: place.line, column: place.column)
    }
}

extension Explanation.Line {
    fileprivate init(_ line: DocumentOutline.Line, value: Int?) {
        self.init(
            level: line.level, label: line.label, line: Place(line.node).line,
            text: line.isValue ? line.node.text : nil, value: value)
    }
}

extension Place {
    /// That of its element, for an attribute; without a line in a document that was not read.
    fileprivate init(_ node: Node) {
        let record = node.record.flags.contains(.attribute) ? (node.parent ?? node).record : node.record
        let isRead = record.line > 0
        self.init(line: isRead ? Int(record.line) : nil, column: isRead ? Int(record.column) : nil)
    }
}
