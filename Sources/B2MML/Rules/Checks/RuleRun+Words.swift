import Diagnostics
import XMLSchema
import XMLStream

/// The domain of the element that was asked about last.
struct DomainMemory {
    fileprivate var element: Int32 = -1
    fileprivate var type: Int32 = -1

    mutating func forget() { element = -1 }
}

extension RuleRun {
    // MARK: Other

    /// An enumeration that a site may extend: the word `Other`, and what is meant in the attribute `OtherValue`.
    mutating func checkWord(_ view: NodeView, _ index: Int32) {
        let value = view.value(index)
        let isOther = value.equals("Other")
        guard isOther || view.hasAttributes(index) else { return }
        let attribute = view.attribute(of: index, binding.otherValue)
        let meant = attribute < 0 ? UnsafeBufferPointer(start: nil, count: 0) : view.value(attribute).trimmed
        if !isOther {
            guard attribute >= 0, !meant.isEmpty, !view.isNil(index) else { return }
            report(
                .otherValueBesideWord, at: attribute,
                "\(name(of: index)) is \(value.text), and OtherValue says \"\(meant.text)\"",
                expected: ["Other"],
                found: meant.text, advice: "Write Other, or leave OtherValue out.")
        } else if meant.isEmpty {
            report(
                .otherWithoutValue, at: index, "\(name(of: index)) is Other, and does not say what",
                expected: ["OtherValue"], advice: "Write what is meant in the attribute OtherValue.")
        } else if let document, let declaration = document.node(at: index).declaration,
            let list = binding.schema.simpleType(of: declaration.type)?.enumeration, list.contains(meant),
            !meant.equals("Other")
        {
            report(
                .otherValueIsListed, at: attribute, "\"\(meant.text)\" is a word of the list",
                expected: [meant.text],
                found: "Other", advice: "Write \(meant.text) instead of Other.")
        }
    }

    // MARK: Words and what they are said of

    mutating func checkMeaning(
        _ view: NodeView, _ index: Int32, _ interest: ElementTraits.Interest,
        _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        if interest.contains(.materialUse) { checkUse(view, index, traits) }
        if interest.contains(.operationsType) { checkType(view, index, traits) }
        if interest.contains(.state) { checkState(view, index, traits) }
        if interest.contains(.level) { checkLevel(view, index, traits) }
        if interest.contains(.priority) { checkPriority(view, index) }
    }

    /// Which uses of a material each domain has. Source: B2MML, documentation of `MaterialUse1Type`.
    private static let uses: [(domain: StaticString, words: [StaticString])] = [
        (
            "Production",
            [
                "Consumable", "Consumed", "Produced", "By-product Produced", "Co-product Produced",
                "Yield Produced",
            ]
        ),
        (
            "Maintenance",
            ["Consumable", "Material Consumed", "Material Produced", "Replaced Assetn", "Replacement Asset"]
        ),
        (
            "Quality",
            [
                "Consumable", "Destructive Sample", "Returned Sample", "Retained Sample", "Sample",
                "Resurned Sample",
            ]
        ),
        (
            "Inventory",
            [
                "Consumable", "Material Consumed", "Material Produced", "Inventoried", "Carrier",
                "Returned Carrier",
            ]
        ),
    ]

    private mutating func checkUse(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        guard isOn(.illegalMaterialUse) else { return }
        let type = nearestType(view, view[index].parent, traits)
        let word = view.value(index)
        guard type >= 0, !word.isEmpty else { return }
        let domain = view.value(type)
        guard let uses = Self.uses.first(where: { domain.equals($0.domain) })?.words,
            !uses.contains(where: { word.equals($0) }), !word.equals("Other")
        else { return }
        // Sets before V0700 have one pair of words for what goes in and what comes out, in all domains.
        let isShared = word.equals("Consumed") || word.equals("Produced")
        guard !isShared || listed("Material Consumed", at: index) else { return }
        report(
            .illegalMaterialUse, at: index, "\"\(word.text)\" is no use of material in \(domain.text)",
            expected: uses.map(\.description).filter { listed($0, at: index) }.sorted(), found: word.text,
            advice: "Check the use, and the OperationsType in line \(view[type].line).")
    }

    private func listed(_ word: String, at index: Int32) -> Bool {
        guard let declaration = document?.node(at: index).declaration,
            let list = binding.schema.simpleType(of: declaration.type)?.enumeration
        else { return false }
        return list.values.contains(word)
    }

    /// The OperationsType that holds for an element, as a node; -1 where nobody says one.
    private mutating func nearestType(
        _ view: NodeView, _ element: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) -> Int32 {
        // Requirements of one segment ask one after another.
        let start = element < 0 ? element : view[element].parent
        let own = element < 0 ? -1 : view.child(of: element, .operationsType, traits)
        if own >= 0 { return own }
        if start == domains.element, start >= 0 { return domains.type }
        var ancestor = start
        var type: Int32 = -1
        while ancestor >= 0, type < 0 {
            type = view.child(of: ancestor, .operationsType, traits)
            ancestor = view[ancestor].parent
        }
        (domains.element, domains.type) = (start, type)
        return type
    }

    private mutating func checkType(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        let parent = view[index].parent
        guard parent >= 0, isOn(.contradictingType) else { return }
        var ancestor = view[parent].parent
        var outer: Int32 = -1
        while ancestor >= 0, outer < 0 {
            outer = view.child(of: ancestor, .operationsType, traits)
            ancestor = view[ancestor].parent
        }
        guard outer >= 0 else { return }
        let (inner, whole) = (view.value(index), view.value(outer))
        guard !inner.isEmpty, !whole.isEmpty, !inner.equals(whole), !whole.equals("Mixed"),
            !whole.equals("Other")
        else {
            return
        }
        report(
            .contradictingType, at: index,
            "\(name(of: parent)) is \(inner.text), within \(name(of: view[outer].parent)) of \(whole.text)",
            expected: [whole.text], found: inner.text, advice: "What holds several types is Mixed.")
    }

    // MARK: States

    private static let notBegun: Set<String> = ["Waiting", "Ready"]
    private static let notEnded: Set<String> = [
        "Waiting", "Ready", "Running", "Held", "Holding", "Paused", "Suspended",
    ]
    private static let ended: Set<String> = ["Completed", "Closed"]
    private static let finished: Set<String> = ["Completed", "Closed", "Aborted", "Cancelled"]

    private mutating func checkState(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        let state = view.value(index).text
        let parent = view[index].parent
        guard parent >= 0 else { return }
        if traits[Int(view[index].declaration)].role == .requestState {
            guard message.verb == .process, Self.finished.contains(state) else { return }
            return report(
                .finishedRequest, at: index, "A Process message asks for what is \(state)", found: state,
                advice: "Send Change or Sync to tell a state, Cancel to call a request off.")
        }
        checkTimes(of: state, at: index, view, parent, traits)
        guard Self.notEnded.contains(state), view[parent].parent >= 0 else { return }
        let outer = view.child(of: view[parent].parent, .responseState, traits)
        guard outer >= 0, Self.ended.contains(view.value(outer).text) else { return }
        report(
            .stateAgainstPart, at: index,
            "\(name(of: parent)) is \(state), and the \(name(of: view[parent].parent)) around it is "
                + view.value(outer).text, found: state, advice: "Check both states.")
    }

    private mutating func checkTimes(
        of state: String, at index: Int32, _ view: NodeView, _ parent: Int32,
        _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        guard Self.notEnded.contains(state) else { return }
        var child = view.firstChild(of: parent)
        while child >= 0 {
            let own = traits[Int(view[child].declaration)]
            if own.pair == ElementRole.actualPair,
                own.role == .end || own.role == .start && Self.notBegun.contains(state)
            {
                return report(
                    .stateAgainstTimes, at: index,
                    "\(name(of: parent)) is \(state) and has \(name(of: child))",
                    found: state, advice: "Check the state and the actual times.")
            }
            child = view.nextSibling(of: child)
        }
    }

    // MARK: Levels

    /// The role-based equipment hierarchy from the top. Source: ISA-95 Part 1; ISA-88 below the work unit.
    private static let levels: [String: Int] = [
        "Enterprise": 0, "Site": 1, "Area": 2, "WorkCenter": 3, "ProcessCell": 3, "ProductionUnit": 3,
        "ProductionLine": 3, "StorageZone": 3, "WorkUnit": 4, "Unit": 4, "WorkCell": 4, "StorageUnit": 4,
        "EquipmentModule": 5, "ControlModule": 6,
    ]

    private mutating func checkLevel(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        let inner = view[index].parent
        guard inner >= 0, view[inner].parent >= 0 else { return }
        let outer = view[inner].parent
        let declarations = (view[inner].declaration, view[outer].declaration)
        guard declarations.0 >= 0, declarations.1 >= 0,
            traits[Int(declarations.0)].type == traits[Int(declarations.1)].type
        else { return }
        let other = view.child(of: outer, .level, traits)
        guard other >= 0, let own = Self.levels[view.value(index).text],
            let above = Self.levels[view.value(other).text], own < above
        else { return }
        report(
            .levelAboveParent, at: index,
            "\(view.value(index).text) stands inside of \(view.value(other).text), which is below it",
            found: view.value(index).text, advice: "Nest from the enterprise down to the equipment.")
    }

    // MARK: Priority

    private mutating func checkPriority(_ view: NodeView, _ index: Int32) {
        let value = view.value(index)
        guard value.contains(where: { $0 == 0x2D || $0 == 0x2E }) else { return }
        let fraction = value.drop { $0 != 0x2E }.dropFirst()
        let isNegative = value.first == 0x2D && value.contains { 0x31...0x39 ~= $0 }
        guard isNegative || fraction.contains(where: { $0 != 0x30 }) else { return }
        report(
            .unusablePriority, at: index, "The priority \(value.text) is no whole number from 0 up",
            expected: ["0 or more"], found: value.text,
            advice: "Number priorities as the partners have agreed.")
    }
}
