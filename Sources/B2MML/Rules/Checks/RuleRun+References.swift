import Diagnostics
import XMLSchema
import XMLStream

/// What refers to what, across the records of a document.
struct ReferenceMemory {
    fileprivate let limits: RuleLimits
    /// Objects, by kind, place of validity and ID.
    fileprivate var declared: Set<UInt64> = []
    fileprivate var declaredKinds: Set<ReferenceKind> = []
    /// References to what has not been declared so far, once for each object.
    fileprivate var pending: [UInt64: Pending] = [:]
    /// Between segments: the one begins only after the other.
    fileprivate var orders: [Order] = []
    /// The first object or reference that was not looked at, because there was no room.
    fileprivate var full: [RuleCode: Place] = [:]

    fileprivate struct Pending {
        let kind: ReferenceKind
        let place: Place
        let name: String
        let text: String
        let number: Int
    }

    fileprivate struct Order {
        let segment: UInt64
        let after: UInt64
        let place: Place
        let text: String
    }

    init(limits: RuleLimits) {
        self.limits = limits
    }
}

extension RuleRun {
    mutating func checkReferences(
        _ view: NodeView, _ index: Int32, _ interest: ElementTraits.Interest,
        _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        if interest.contains(.ownID) { checkSelfContainment(view, index, traits) }
        if interest.contains(.lotID) { checkLot(view, index, traits) }
        if interest.contains(.refers) { noteReference(view, index, traits) }
        if interest.contains(.declares) { noteObject(view, index, traits) }
        if interest.contains(.dependency) { noteOrder(view, index, traits) }
    }

    // MARK: Across the document

    private func rule(of kind: ReferenceKind) -> RuleCode {
        kind.isSegment ? .danglingDependency : .danglingResource
    }

    private func isListed(_ kind: ReferenceKind) -> Bool {
        message.informationKinds >> UInt16(kind.rawValue) & 1 != 0
    }

    /// Segments of a product or of operations have their names within a definition only.
    private func key(
        _ kind: ReferenceKind, _ id: UnsafeBufferPointer<UInt8>, _ view: NodeView, _ element: Int32,
        _ traits: UnsafeBufferPointer<ElementTraits>
    ) -> UInt64 {
        let seed = UInt64(kind.rawValue)
        guard kind == .productSegment || kind == .segment else { return id.hash(seed: seed) }
        return id.hash(seed: seed &+ definition(view, element, traits))
    }

    /// The nearest object around an element that is no segment, by its ID; 0 for none.
    private func definition(
        _ view: NodeView, _ element: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) -> UInt64 {
        var ancestor = view[element].parent
        while ancestor >= 0 {
            let declaration = view[ancestor].declaration
            if declaration >= 0 {
                let own = traits[Int(declaration)]
                if own.hasOwnID, own.kind == .none, own.role != .dependency, !own.isDetail {
                    let id = view.child(of: ancestor, .id, traits)
                    return id < 0 ? 0 : view.value(id).trimmed.hash(seed: 0)
                }
            }
            ancestor = view[ancestor].parent
        }
        return 0
    }

    private mutating func noteObject(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        let kind = traits[Int(view[index].declaration)].kind
        guard isOn(rule(of: kind)), kind.isSegment || isListed(kind) else { return }
        let id = view.child(of: index, .id, traits)
        guard id >= 0 else { return }
        let value = view.value(id).trimmed
        guard !value.isEmpty else { return }
        references.declaredKinds.insert(kind)
        let key = key(kind, value, view, index, traits)
        references.pending[key] = nil
        if references.declared.count < references.limits.identifiers {
            references.declared.insert(key)
        } else {
            noteFull(rule(of: kind), at: index)
        }
    }

    private mutating func noteReference(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        let kind = traits[Int(view[index].declaration)].kind
        let parent = view[index].parent
        guard isOn(rule(of: kind)), parent >= 0, view[parent].declaration >= 0, !message.isQuery else {
            return
        }
        guard kind.isSegment ? traits[Int(view[parent].declaration)].role == .dependency : isListed(kind)
        else {
            return
        }
        let value = view.value(index).trimmed
        guard !value.isEmpty else { return }
        let key = key(kind, value, view, index, traits)
        guard !references.declared.contains(key), references.pending[key] == nil else { return }
        guard references.pending.count < references.limits.references else {
            return noteFull(rule(of: kind), at: index)
        }
        references.pending[key] = ReferenceMemory.Pending(
            kind: kind, place: place(of: index), name: name(of: index), text: value.text,
            number: references.pending.count)
    }

    private mutating func noteFull(_ rule: RuleCode, at index: Int32) {
        if references.full[rule] == nil { references.full[rule] = place(of: index) }
    }

    // MARK: Orders of segments

    private static let strictOrders: Set<String> = ["AfterEnd", "AfterStart"]

    private mutating func noteOrder(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        let owner = view[index].parent
        let word = view.child(of: index, .dependencyWord, traits)
        guard isOn(.circularDependency), owner >= 0, word >= 0,
            Self.strictOrders.contains(view.value(word).text)
        else { return }
        let id = view.child(of: owner, .id, traits)
        guard id >= 0 else { return }
        let scope = definition(view, owner, traits)
        let segment = view.value(id).trimmed.hash(seed: scope)
        var child = view.firstChild(of: index)
        while child >= 0 {
            let kind = traits[Int(view[child].declaration)].kind
            if kind.isSegment {
                guard references.orders.count < references.limits.references else {
                    return noteFull(.circularDependency, at: child)
                }
                let target = view.value(child).trimmed
                references.orders.append(
                    ReferenceMemory.Order(
                        segment: segment, after: target.hash(seed: scope), place: place(of: child),
                        text: target.text))
            }
            child = view.nextSibling(of: child)
        }
    }

    mutating func finishReferences() {
        // Where nothing of a kind is declared, it is declared elsewhere.
        let dangling = references.pending.values.filter { references.declaredKinds.contains($0.kind) }
        for reference in dangling.sorted(by: { $0.number < $1.number }) {
            report(
                rule(of: reference.kind), at: reference.place,
                "\(reference.name) \"\(reference.text)\" is none of those in this document",
                found: reference.text,
                advice: "Correct the reference, or send what it names as well.")
        }
        for order in references.circularOrders() {
            report(
                .circularDependency, at: order.place, "\"\(order.text)\" comes before and after itself",
                found: order.text, advice: "Take one of the dependencies away.")
        }
        for (rule, place) in references.full.sorted(by: { $0.key.rawValue < $1.key.rawValue })
        where rule == .circularDependency || !references.declaredKinds.isEmpty {
            report(
                rule, at: place, "References are not followed from here on: there are too many", found: nil,
                advice: "Send smaller messages.")
        }
    }

    // MARK: Inside of one element

    private mutating func checkSelfContainment(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        let owner = view[index].parent
        guard owner >= 0, view[owner].declaration >= 0 else { return }
        let own = traits[Int(view[owner].declaration)]
        var ancestor = view[owner].parent
        while ancestor >= 0, view[ancestor].declaration >= 0,
            traits[Int(view[ancestor].declaration)].type == own.type
        {
            let id = view.child(of: ancestor, .id, traits)
            let value = view.value(index).trimmed
            if id >= 0, !value.isEmpty, view.value(id).trimmed.equals(value),
                !name(of: owner).hasSuffix("Parameter")
            {
                return report(
                    .selfContainment, at: index,
                    "\(name(of: owner)) \"\(value.text)\" stands inside of itself",
                    found: value.text, advice: "Give the part an ID of its own.")
            }
            ancestor = view[ancestor].parent
        }
    }

    private mutating func checkLot(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        let part = view[index].parent
        guard part >= 0, view[part].parent >= 0 else { return }
        let lot = view[part].parent
        guard view[lot].declaration >= 0, traits[Int(view[lot].declaration)].kind == .materialLot,
            name(of: part) == "MaterialSubLot"
        else { return }
        let id = view.child(of: lot, .id, traits)
        guard id >= 0, !view.value(index).trimmed.isEmpty,
            !view.value(id).trimmed.equals(view.value(index).trimmed)
        else { return }
        report(
            .foreignLot, at: index,
            "The sublot stands in the lot \"\(view.value(id).text)\", and says that it is of another one",
            expected: [view.value(id).text], found: view.value(index).text,
            advice: "Correct MaterialLotID, or leave it out.")
    }

    // MARK: Recipes and workflows

    private typealias IDs = Set<[UInt8]>

    private func ids(
        of roles: Set<ElementRole>, below parent: Int32, _ view: NodeView,
        _ traits: UnsafeBufferPointer<ElementTraits>
    ) -> IDs {
        var ids: IDs = []
        var child = view.firstChild(of: parent)
        while child >= 0 {
            if roles.contains(traits[Int(view[child].declaration)].role) {
                let id = view.child(of: child, .id, traits)
                if id >= 0 { ids.insert(Array(view.value(id).trimmed)) }
            }
            child = view.nextSibling(of: child)
        }
        return ids
    }

    mutating func checkProcedureLogic(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        let ends = ids(of: [.link, .step, .transition], below: index, view, traits)
        var elements: IDs = []
        var ancestor = view[index].parent
        while ancestor >= 0, isOn(.danglingRecipeElement) {
            elements.formUnion(ids(of: [.recipeElement], below: ancestor, view, traits))
            ancestor = view[ancestor].parent
        }
        var child = view.firstChild(of: index)
        while child >= 0 {
            switch traits[Int(view[child].declaration)].role {
            case .link: checkLink(view, child, ends, traits)
            case .step where !elements.isEmpty:
                let id = view.child(of: child, .recipeElementID, traits)
                if id >= 0, !view.value(id).trimmed.isEmpty, !elements.contains(Array(view.value(id).trimmed))
                {
                    reportDangling(.danglingRecipeElement, view, id, "recipe element of this recipe")
                }
            default: break
            }
            child = view.nextSibling(of: child)
        }
    }

    private mutating func checkLink(
        _ view: NodeView, _ link: Int32, _ known: IDs, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        var end = view.firstChild(of: link)
        while end >= 0 {
            if traits[Int(view[end].declaration)].role == .linkEnd {
                let value = view.child(of: end, .linkValue, traits)
                let scope = view.child(of: end, .scopeID, traits)
                if value >= 0, scope >= 0, view.value(scope).equals("Internal"),
                    !known.contains(Array(view.value(value).trimmed))
                {
                    reportDangling(.danglingLink, view, value, "step, transition or link of this procedure")
                }
            }
            end = view.nextSibling(of: end)
        }
    }

    mutating func checkWorkflow(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        let nodes = ids(of: [.node], below: index, view, traits)
        guard !nodes.isEmpty else { return }
        var child = view.firstChild(of: index)
        while child >= 0 {
            if traits[Int(view[child].declaration)].role == .connection {
                var end = view.firstChild(of: child)
                while end >= 0 {
                    if traits[Int(view[end].declaration)].role == .connectionEnd,
                        !nodes.contains(Array(view.value(end).trimmed))
                    {
                        reportDangling(.danglingNode, view, end, "node of this workflow")
                    }
                    end = view.nextSibling(of: end)
                }
            }
            child = view.nextSibling(of: child)
        }
    }

    private mutating func reportDangling(_ rule: RuleCode, _ view: NodeView, _ index: Int32, _ kind: String) {
        report(
            rule, at: index, "\(name(of: index)) \"\(view.value(index).text)\" is no \(kind)",
            found: view.value(index).text, advice: "Correct the reference, or add what it names.")
    }
}

extension ReferenceMemory {
    /// The orders that close a circle, one for each: found by walking from segment to segment without recursion, so
    /// that a long chain costs no stack.
    fileprivate func circularOrders() -> [Order] {
        var outgoing: [UInt64: [Int]] = [:]
        for (index, order) in orders.enumerated() { outgoing[order.segment, default: []].append(index) }
        var finished: Set<UInt64> = []
        var circular: [Order] = []
        for start in orders where !finished.contains(start.segment) {
            var open: Set<UInt64> = [start.segment]
            var path: [(segment: UInt64, next: Int)] = [(start.segment, 0)]
            while let (segment, next) = path.last {
                let edges = outgoing[segment] ?? []
                guard next < edges.count else {
                    open.remove(segment)
                    finished.insert(segment)
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let order = orders[edges[next]]
                if open.contains(order.after) {
                    circular.append(order)
                } else if !finished.contains(order.after) {
                    open.insert(order.after)
                    path.append((order.after, 0))
                }
            }
        }
        return circular
    }
}
