package import Diagnostics
package import XMLSchema
import XMLStream

/// Checks one document by rules, whole or record by record, in flat memory.
///
/// Hand it the records in their order, if the document is read by records; then the document, which is whatever is
/// outside of records, or all of it; then ask for the findings. Nodes that a schema finding is about are left alone,
/// and so is what no declaration judged.
package struct RuleRun {
    let binding: RuleBinding
    let source: String?
    /// A bit for each rule that is on, by its raw value.
    private let enabled: UInt128
    let report: RuleReport
    /// The document whose nodes are being looked at.
    var document: Document?
    var record = RecordPlace()
    var message = MessageFacts()
    var times = TimeFacts()
    var units: UnitMemory
    var siblings = SiblingMemory()
    var references: ReferenceMemory
    var domains = DomainMemory()

    /// Where the current record stands. Records that have been handed on are no longer among their parent's children.
    struct RecordPlace {
        /// -1 outside of records.
        var node: Int32 = -1
        var position = 1
        /// Of the parent that handed on the latest record, and its records by name.
        var parent: Int32 = -1
        var counts: [NameID: Int] = [:]
        /// Records in all, and the nouns that had any.
        var total: UInt64 = 0
        var nouns: Set<Int32> = []
        var isRoot = false
    }

    /// - Parameters:
    ///   - binding: rules bound to the schema by which the document is read.
    ///   - source: what findings call the document.
    package init(_ binding: RuleBinding, source: String?) {
        self.binding = binding
        self.source = source
        enabled = binding.rules.severities.enumerated().reduce(0) {
            $1.element == nil ? $0 : $0 | 1 << UInt128($1.offset)
        }
        report = RuleReport(limit: binding.rules.limits.findingsPerRule)
        units = UnitMemory(units: binding.rules.units)
        references = ReferenceMemory(limits: binding.rules.limits)
    }

    package init(rules: RuleSet, schema: Schema, source: String?) {
        self.init(RuleBinding(rules, schema: schema), source: source)
    }

    /// Checks one record. Records come in the order of the document.
    ///
    /// - Parameter node: of a document that ends with the record.
    package mutating func check(record node: Node) {
        document = node.document
        let parent = node.record.parent
        if parent != record.parent || record.total == 0 {
            record.parent = parent
            record.counts = [:]
            siblings.startParent()
        }
        record.total += 1
        record.isRoot = parent < 0
        if parent >= 0 { record.nouns.insert(parent) }
        record.counts[node.nameID, default: 0] += 1
        record.position = record.counts[node.nameID] ?? 1
        record.node = node.index
        domains.forget()
        times.forget()
        node.document.withContents { contents in
            let view = NodeView(contents)
            learnMessage(view)
            scan(view, from: node.index, to: Int32(view.nodes.count))
            checkRecordID(view, node.index)
            checkRecordKey(view, node.index)
        }
        record.node = -1
        document = nil
    }

    /// Checks a whole document, or what of it is outside of records. The last thing to be checked.
    package mutating func check(_ document: Document) {
        guard document.root != nil else { return }
        self.document = document
        domains.forget()
        times.forget()
        document.withContents { contents in
            let view = NodeView(contents)
            learnMessage(view)
            scan(view, from: 0, to: Int32(view.nodes.count))
            checkMessage(view)
        }
        self.document = nil
    }

    /// - Returns: the findings in the order of their places.
    package mutating func finish() -> [Finding] {
        finishTimes()
        finishSiblings()
        finishReferences()
        return report.findings(source: source) { binding.rules[$0] }
    }

    /// One pass over the nodes in document order; only those whose declaration is of interest cost anything.
    private mutating func scan(_ view: NodeView, from start: Int32, to end: Int32) {
        let binding = binding
        binding.traits.withUnsafeBufferPointer { traits in
            for index in start..<end {
                let node = view.nodes[Int(index)]
                guard node.declaration >= 0 else { continue }
                let interest = traits[Int(node.declaration)].interest
                guard !interest.isEmpty, view.isJudged(index) else { continue }
                check(view, index, interest, traits)
            }
        }
    }

    private mutating func check(
        _ view: NodeView, _ index: Int32, _ interest: ElementTraits.Interest,
        _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        if interest.contains(.identifier) { checkIdentifier(view, index, traits) }
        if interest.contains(.time) { checkTime(view, index, traits) }
        if interest.has(ElementTraits.Interest.ofValue) { checkValue(view, index, interest, traits) }
        if interest.contains(.siblings) { checkSiblings(view, index, traits) }
        if interest.contains(.quantities) { checkKeys(view, index, traits) }
        if interest.contains(.period) { checkPeriod(view, index, traits) }
        if interest.contains(.word) { checkWord(view, index) }
        if interest.has(ElementTraits.Interest.ofMeaning) {
            checkMeaning(view, index, interest, traits)
        }
        if interest.contains(.duration) { checkDuration(view, index, traits) }
        if interest.has(ElementTraits.Interest.ofReference) {
            checkReferences(view, index, interest, traits)
        }
        if interest.contains(.procedureLogic) { checkProcedureLogic(view, index, traits) }
        if interest.contains(.workflow) { checkWorkflow(view, index, traits) }
    }

    // MARK: Findings

    func isOn(_ rule: RuleCode) -> Bool { enabled >> UInt128(rule.rawValue) & 1 != 0 }

    /// Adds a finding about a node.
    func report(
        _ rule: RuleCode, at index: Int32, _ message: @autoclosure () -> String, expected: [String] = [],
        found: @autoclosure () -> String? = nil, advice: @autoclosure () -> String?
    ) {
        guard let severity = binding.rules.severities[rule.rawValue] else { return }
        report.add(rule) {
            Finding(
                rule.code, severity, at: place(of: index), message(), expected: expected, found: found(),
                advice: advice())
        }
    }

    /// Adds a sighting of a habit.
    func reportHabit(
        _ rule: RuleCode, subject: UInt64, at index: Int32, _ message: @autoclosure () -> String,
        expected: [String] = [], found: @autoclosure () -> String? = nil, advice: @autoclosure () -> String?
    ) {
        _ = habit(
            rule, subject: subject, at: index, message(), expected: expected, found: found(), advice: advice()
        )
    }

    /// Adds a sighting of a habit.
    ///
    /// - Returns: by what to count further sightings; -1 when there is no room for a finding.
    func habit(
        _ rule: RuleCode, subject: UInt64, at index: Int32, _ message: @autoclosure () -> String,
        expected: [String] = [], found: @autoclosure () -> String? = nil, advice: @autoclosure () -> String?
    ) -> Int {
        guard let severity = binding.rules.severities[rule.rawValue] else { return -1 }
        return report.addHabit(rule, subject: subject) {
            Finding(
                rule.code, severity, at: place(of: index), message(), expected: expected, found: found(),
                advice: advice())
        }
    }

    /// Adds a finding about a place that was noted before.
    func report(_ rule: RuleCode, at place: Place, _ message: String, found: String?, advice: String) {
        guard let severity = binding.rules.severities[rule.rawValue] else { return }
        report.add(rule) { Finding(rule.code, severity, at: place, message, found: found, advice: advice) }
    }

    // MARK: Places

    func name(of index: Int32) -> String { document?.node(at: index).localName ?? "" }

    func text(of index: Int32) -> String { document?.node(at: index).text ?? "" }

    func place(of index: Int32) -> Place {
        guard let node = document?.node(at: index) else { return Place(source: source) }
        return Place(
            source: source, line: Int(node.record.line), column: Int(node.record.column), path: path(of: node)
        )
    }

    /// Like ``Node/path``, with the record's own position.
    private func path(of node: Node) -> String {
        guard let parent = node.parent else { return "/\(node.localName)" }
        if node.record.flags.contains(.attribute) { return "\(path(of: parent))/@\(node.localName)" }
        let position = node.index == record.node ? record.position : node.position
        return "\(path(of: parent))/\(node.localName)[\(position)]"
    }
}

extension RuleRun: RecordConsumer {
    package mutating func consume(_ document: Document, record: Node, number: Int) -> Bool {
        check(record: record)
        return true
    }
}
