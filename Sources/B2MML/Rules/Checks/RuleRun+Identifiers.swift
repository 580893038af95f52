import Diagnostics
import XMLSchema
import XMLStream

/// The identifiers of the records that one parent has handed on.
struct SiblingMemory {
    fileprivate var lines: [UInt64: UInt32] = [:]
    /// The first record that was not looked at, because there was no room.
    fileprivate var full: Place?

    /// The IDs of the siblings that are being compared, as nodes.
    fileprivate var run: [Int32] = []
    /// The keys of the quantities among them, and the units of those without a key.
    var keys: Set<[UInt8]> = []

    mutating func startParent() {
        keys = []
        lines.removeAll(keepingCapacity: true)
    }
}

extension RuleRun {
    // MARK: One identifier

    /// Zeros from which on a number of SAP is known to be an initial value and no number.
    private static let fewestZeros = 4

    mutating func checkIdentifier(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        let value = view.value(index)
        guard let first = value.first, let last = value.last else {
            return checkEmpty(view, index, traits)
        }
        if first == 0x20 || last == 0x20 {
            guard !value.trimmed.isEmpty else { return checkEmpty(view, index, traits) }
            reportHabit(
                .blanksAtEnds, subject: subject(view, index), at: index,
                "\(name(of: index)) \"\(value.text)\" has blanks at its ends", found: value.text,
                advice: "They are kept, and ignored where identifiers are compared; leave them out.")
        } else if first == 0x30, last == 0x30, value.count >= Self.fewestZeros,
            value.allSatisfy({ $0 == 0x30 })
        {
            reportHabit(
                .onlyZeros, subject: subject(view, index), at: index,
                "\(name(of: index)) is nothing but zeros",
                found: value.text, advice: "Leave the element out where there is no number.")
        }
    }

    private func subject(_ view: NodeView, _ index: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: view[index].declaration))
    }

    private mutating func checkEmpty(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        let node = view[index]
        guard !view.isNil(index), node.parent >= 0, !message.isQuery else { return }
        let owner = view[node.parent].declaration
        if owner >= 0, traits[Int(node.declaration)].role == .id, !traits[Int(owner)].isDetail {
            let isNoun = isNounType(traits[Int(owner)].type)
            let local = name(of: node.parent)
            if isNoun || local.hasSuffix("Request") || local.hasSuffix("Order") {
                // In a list of anything, the list itself needs no name.
                guard !["Schedule", "Performance", "Information", "List"].contains(where: local.hasSuffix)
                else {
                    return reportEmpty(index, view)
                }
                return report(
                    .emptyID, at: index, "The ID of \(local) is empty", expected: ["an identifier"],
                    advice: "Write an ID by which it can be told apart from others.")
            }
        }
        // BODID has a rule of its own; where the schema wants an element, empty is the way to say none.
        guard name(of: index) != "BODID", owner < 0 || !isRequired(index, in: owner) else { return }
        reportEmpty(index, view)
    }

    private mutating func isNounType(_ type: Int32) -> Bool {
        if let known = message.nounTypes { return known.contains(type) }
        let types = MessageRoot.nouns(of: binding.schema).compactMap {
            binding.schema.globalElement(binding.schema.names[$0])?.type.rawValue
        }
        message.nounTypes = Set(types)
        return types.contains(type)
    }

    private func isRequired(_ index: Int32, in owner: Int32) -> Bool {
        guard let document, document.node(at: index).localName != "ID" else { return false }
        let model = binding.schema.contentModel(of: binding.schema.elements[Int(owner)].type)
        return model?.child(document.node(at: index).nameID).map { $0.occurrence.min > 0 } ?? false
    }

    private mutating func reportEmpty(_ index: Int32, _ view: NodeView) {
        reportHabit(
            .emptyReference, subject: subject(view, index), at: index, "\(name(of: index)) is empty",
            expected: ["an identifier"], advice: "Leave the element out, or write an identifier.")
    }

    // MARK: Siblings

    mutating func checkSiblings(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        guard isOn(.repeatedID) || isOn(.repeatedDetailID) else { return }
        var known = SiblingRun()
        var child = view.firstChild(of: index)
        while child >= 0 {
            let next = view.nextSibling(of: child)
            let declaration = view[child].declaration
            let isLast = next < 0 || view[next].declaration != declaration
            // Alone of its declaration, as most are, it costs nothing more.
            if traits[Int(declaration)].hasOwnID, !(isLast && known.declaration != declaration) {
                if known.declaration != declaration { known.start(declaration, &siblings.run) }
                if let earlier = find(child, &known, view, traits) {
                    reportRepeated(view, child, Int(view[earlier].line), traits)
                }
            }
            child = next
        }
    }

    /// Siblings of one declaration that follow each other: the first few are compared one by one, more are hashed.
    private struct SiblingRun {
        var declaration: Int32 = -1
        var hashed: [UInt64: Int32] = [:]

        static let few = 12

        mutating func start(_ declaration: Int32, _ run: inout [Int32]) {
            self.declaration = declaration
            run.removeAll(keepingCapacity: true)
            if !hashed.isEmpty { hashed = [:] }
        }
    }

    /// - Returns: an earlier sibling with the same identity; else it is remembered.
    private mutating func find(
        _ child: Int32, _ known: inout SiblingRun, _ view: NodeView,
        _ traits: UnsafeBufferPointer<ElementTraits>
    ) -> Int32? {
        let id = view.child(of: child, .id, traits)
        guard id >= 0 else { return nil }
        let value = view.value(id).trimmed
        guard !value.isEmpty else { return nil }
        if known.hashed.isEmpty {
            for other in siblings.run where view.value(other).trimmed.equals(value) {
                let earlier = view[other].parent
                if version(of: earlier, view, traits).equals(version(of: child, view, traits)) {
                    return earlier
                }
            }
            siblings.run.append(id)
            guard siblings.run.count > SiblingRun.few else { return nil }
            for other in siblings.run {
                let earlier = view[other].parent
                if let identity = identity(view, earlier, traits) { known.hashed[identity.hash] = earlier }
            }
            return nil
        }
        guard let identity = identity(view, child, traits) else { return nil }
        if let earlier = known.hashed[identity.hash] { return earlier }
        known.hashed[identity.hash] = child
        return nil
    }

    private func version(
        of index: Int32, _ view: NodeView, _ traits: UnsafeBufferPointer<ElementTraits>
    ) -> UnsafeBufferPointer<UInt8> {
        let version = view.child(of: index, .version, traits)
        return version < 0 ? UnsafeBufferPointer(start: nil, count: 0) : view.value(version).trimmed
    }

    private struct Identity: Hashable {
        let declaration: Int32
        let hash: UInt64
    }

    /// ID and version, blanks at the ends ignored; nil without an ID.
    private func identity(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) -> Identity? {
        let id = view.child(of: index, .id, traits)
        guard id >= 0 else { return nil }
        let value = view.value(id).trimmed
        guard !value.isEmpty else { return nil }
        return Identity(
            declaration: view[index].declaration,
            hash: version(of: index, view, traits).hash(seed: value.hash(seed: 3)))
    }

    private mutating func reportRepeated(
        _ view: NodeView, _ index: Int32, _ firstLine: Int, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        let id = view.child(of: index, .id, traits)
        let isDetail = traits[Int(view[index].declaration)].isDetail
        report(
            isDetail ? .repeatedDetailID : .repeatedID, at: id,
            "Another \(name(of: index)) here has the ID \"\(view.value(id).text)\", in line \(firstLine)",
            found: view.value(id).text, advice: "Give each an ID of its own.")
    }

    /// The same for a record, whose siblings are no longer there.
    mutating func checkRecordID(_ view: NodeView, _ index: Int32) {
        guard isOn(.repeatedID) || isOn(.repeatedDetailID), !record.isRoot, view[index].declaration >= 0
        else {
            return
        }
        binding.traits.withUnsafeBufferPointer { traits in
            guard traits[Int(view[index].declaration)].hasOwnID, let id = identity(view, index, traits) else {
                return
            }
            let key = id.hash &+ UInt64(UInt32(bitPattern: id.declaration))
            if let line = siblings.lines[key] {
                reportRepeated(view, index, Int(line), traits)
            } else if siblings.lines.count < binding.rules.limits.identifiers {
                siblings.lines[key] = view[index].line
            } else if siblings.full == nil {
                siblings.full = place(of: index)
            }
        }
    }

    mutating func finishSiblings() {
        guard let place = siblings.full else { return }
        for rule in [RuleCode.repeatedID, .repeatedDetailID] where isOn(rule) {
            report(
                rule, at: place,
                "Repeated IDs are not looked for from here on: there are more than "
                    + "\(binding.rules.limits.identifiers)", found: nil, advice: "Send smaller messages.")
        }
    }
}
