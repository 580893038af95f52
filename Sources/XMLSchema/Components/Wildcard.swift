/// Source: XSD 1.0 Part 1, 3.10 Wildcards.
package struct Wildcard: Hashable, Sendable {
    package enum Namespaces: Hashable, Sendable {
        case any
        /// `##other`: any but this one, and not none.
        case other(than: String)
        /// The empty name stands for no namespace (`##local`).
        case listed(Set<String>)
    }

    /// From the laxest to the strictest.
    package enum ProcessContents: String, Hashable, Sendable, CaseIterable, Comparable {
        case skip, lax, strict

        package static func < (left: ProcessContents, right: ProcessContents) -> Bool {
            left != right && (left == .skip || right == .strict)
        }
    }

    package let namespaces: Namespaces
    package let processContents: ProcessContents

    package init(namespaces: Namespaces, processContents: ProcessContents) {
        self.namespaces = namespaces
        self.processContents = processContents
    }

    package func admits(_ namespace: String) -> Bool {
        switch namespaces {
        case .any: true
        case .other(let own): namespace != own && !namespace.isEmpty
        case .listed(let names): names.contains(namespace)
        }
    }

    /// Whether some namespace is admitted by both.
    func overlaps(_ other: Wildcard) -> Bool {
        switch (namespaces, other.namespaces) {
        case (.listed(let names), _): names.contains(where: other.admits)
        case (_, .listed(let names)): names.contains(where: admits)
        case (.any, _), (_, .any), (.other, .other): true
        }
    }

    /// Source: XSD 1.0 Part 1, 3.10.6 Wildcard Subset.
    func isSubset(of other: Wildcard) -> Bool {
        switch (namespaces, other.namespaces) {
        case (_, .any): true
        case (.other(let own), .other(let excluded)): own == excluded || excluded.isEmpty
        case (.listed(let names), _): names.allSatisfy(other.admits)
        case (.any, _), (.other, .listed): false
        }
    }

    /// What both admit, judged as this one says; nil where no wildcard says it.
    ///
    /// Source: XSD 1.0 Part 1, 3.10.6 Attribute Wildcard Intersection.
    func intersection(_ other: Wildcard) -> Wildcard? {
        let both: Namespaces
        switch (namespaces, other.namespaces) {
        case (.any, let others): both = others
        case (let own, .any): both = own
        case (.listed(let names), _): both = .listed(names.filter(other.admits))
        case (_, .listed(let names)): both = .listed(names.filter(admits))
        case (.other(let one), .other(let two)):
            guard one == two || one.isEmpty || two.isEmpty else { return nil }
            both = .other(than: one.isEmpty ? two : one)
        }
        return Wildcard(namespaces: both, processContents: processContents)
    }

    /// What one of the two admits, judged as this one says; nil where no wildcard says it.
    ///
    /// Source: XSD 1.0 Part 1, 3.10.6 Attribute Wildcard Union.
    func union(_ other: Wildcard) -> Wildcard? {
        let either: Namespaces
        switch (namespaces, other.namespaces) {
        case (.any, _), (_, .any): either = .any
        case (.listed(let one), .listed(let two)): either = .listed(one.union(two))
        case (.other(let one), .other(let two)): either = .other(than: one == two ? one : "")
        case (.other(let own), .listed(let names)), (.listed(let names), .other(let own)):
            switch (names.contains(own), names.contains("")) {
            case (true, true): either = .any
            case (true, false): either = .other(than: "")
            case (false, false): either = .other(than: own)
            case (false, true):
                return nil
            }
        }
        return Wildcard(namespaces: either, processContents: processContents)
    }
}
