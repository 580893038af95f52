import Diagnostics
import Mapping
import XMLSchema
import XMLStream

/// Translates the records of a document as they are read, and keeps what they become in temporary files.
struct RecordTranslation: RecordConsumer {
    private let route: RecordRoute
    /// Of each mapping.
    private let contexts: [MappingContext]
    /// Of a record in the document that is made: how many elements it stands in.
    private let depth: Int

    let spools = RecordSpools()
    /// What the first record became, with all that stands around the records.
    private(set) var frame: [MappingResult] = []
    private(set) var tallies: [LossTally]
    private(set) var findings = FindingTally()
    /// Whether a record is not translated; the others are still looked at.
    private(set) var isHeld = false
    /// What kept the records from being written.
    private(set) var failure: (any Error)?

    /// For each step: how many records of a name came before.
    private var counts: [[String: Int]]

    init(_ route: RecordRoute, _ context: MappingContext, depth: Int) {
        self.route = route
        contexts = route.mappings.indices.map { step in
            var context = context
            context.memory = RecordMemory(targets: route.names[step + 1])
            return context
        }
        self.depth = depth
        tallies = route.mappings.map { _ in LossTally() }
        counts = route.names.map { _ in [:] }
    }

    mutating func consume(_ document: Document, record: Node, number: Int) -> Bool {
        guard var current = record.parent else { return true }
        let isFirst = number == 1
        var results: [MappingResult] = []
        for (step, mapping) in route.mappings.enumerated() {
            guard let result = mapping.run(current, context: contexts[step]) else { return true }
            account(for: result, step, from: current, isFirst: isFirst)
            results.append(result)
            guard !result.isHeld, !result.isRefused, !result.findings.hasErrors,
                let root = result.document.root
            else {
                isHeld = true
                break
            }
            count(in: current, step)
            current = root
        }
        guard results.count == route.mappings.count, !isHeld else { return true }
        if isFirst { frame = results }
        do {
            try write(current)
        } catch {
            failure = error
            return false
        }
        return true
    }

    private mutating func write(_ noun: Node) throws {
        let names = route.names[route.mappings.count]
        for child in noun.children where names.contains(child.localName) {
            try spools.append(DocumentSerialiser.bytes(of: child, within: depth), name: child.localName)
        }
        count(in: noun, route.mappings.count)
    }

    // MARK: The account

    private mutating func count(in noun: Node, _ step: Int) {
        for child in noun.children where route.names[step].contains(child.localName) {
            counts[step][child.localName, default: 0] += 1
        }
    }

    private mutating func account(for result: MappingResult, _ step: Int, from noun: Node, isFirst: Bool) {
        let input = place(of: noun.path, step, isFirst: isFirst)
        let output = place(of: result.document.root?.path ?? "", step + 1, isFirst: isFirst)
        tallies[step].add(result.losses, input: input, output: output)
        for found in result.ruleFindings {
            var finding = found.finding
            if let path = finding.place.path {
                guard let moved = input(path) ?? output(path) else { continue }
                finding.place.path = moved
            }
            findings.add(finding, rule: found.rule)
        }
    }

    /// Makes a path what it is in the whole document; nil for what is outside of the record, and is told with the first.
    private func place(of noun: String, _ step: Int, isFirst: Bool) -> (String) -> String? {
        let (names, counts) = (route.names[step], counts[step])
        return { path in
            guard path.hasPrefix("\(noun)/") else { return isFirst ? path : nil }
            let rest = path.dropFirst(noun.count + 1)
            let name = String(rest.prefix { $0 != "[" && $0 != "/" })
            guard names.contains(name) else { return isFirst ? path : nil }
            let behind = rest.dropFirst(name.count)
            guard behind.hasPrefix("["), let end = behind.firstIndex(of: "]"),
                let position = Int(behind[..<end].dropFirst())
            else { return path }
            return
                "\(noun)/\(name)[\(position + counts[name, default: 0])]\(behind[behind.index(after: end)...])"
        }
    }
}
