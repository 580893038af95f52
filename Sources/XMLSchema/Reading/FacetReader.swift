import Diagnostics
import XMLStream

/// Reads the facets of one step of restriction, and refuses those that do not apply, contradict each other, or widen
/// the base.
///
/// Source: XSD 1.0 Part 2, 4.3 Constraining Facets.
struct FacetReader {
    let base: SimpleType
    /// The facets that a further step may not change.
    private(set) var fixed: Set<String>
    let label: String
    /// All types so far, the members of unions among them.
    let types: [SimpleType]

    private var whiteSpace: WhiteSpace
    private var bounds: BoundingFacets
    private var values: [String] = []
    private var keys: [[UInt8]] = []
    private var patterns: [String] = []
    private var seen: Set<String> = []

    init(base: SimpleType, fixed: Set<String>, label: String, types: [SimpleType]) {
        self.base = base
        self.fixed = fixed
        self.label = label
        self.types = types
        whiteSpace = base.whiteSpace
        bounds = base.bounds ?? BoundingFacets()
    }

    mutating func restriction(
        _ facets: [XSDElement], name: ExpandedName?
    ) throws(SchemaError) -> SimpleType {
        let fixedBefore = fixed
        for facet in facets { try read(facet, fixedBefore) }
        try checkTogether(facets)
        var compiled = base.patterns
        if let first = facets.first(where: { $0.construct == "pattern" }) {
            compiled.append(try pattern(at: first.place))
        }
        return SimpleType(
            name: name, label: label, variety: base.variety, whiteSpace: whiteSpace,
            enumeration: values.isEmpty ? base.enumeration : EnumerationSet(values, keys: keys),
            patterns: compiled, bounds: bounds == BoundingFacets() ? nil : bounds)
    }

    // MARK: One facet

    private mutating func read(_ facet: XSDElement, _ fixedBefore: Set<String>) throws(SchemaError) {
        guard let name = facet.construct, Self.all.contains(name) else {
            throw .unsupported("\(facet.label) in the type \(label)", at: facet.place)
        }
        for attribute in facet.attributes.keys.sorted() where attribute.namespace.isEmpty {
            guard ["value", "fixed", "id"].contains(attribute.local) else {
                throw .unsupported("\(facet.label)/@\(attribute.local)", at: facet.place)
            }
        }
        if let extra = facet.particles.first {
            throw .malformed("\(extra.label) is out of place in \(facet.label)", at: extra.place)
        }
        guard applies(name) else {
            throw .malformed("\(facet.label) does not apply to \(base.label)", at: facet.place)
        }
        guard let text = facet["value"] else {
            throw .malformed("\(facet.label) has no value", at: facet.place)
        }
        if name == "enumeration" || name == "pattern" {
            if name == "pattern" { patterns.append(text) } else { try readValue(text, facet) }
            return
        }
        guard seen.insert(name).inserted else {
            throw .malformed("\(facet.label) stands twice in the type \(label)", at: facet.place)
        }
        let old = (bounds, whiteSpace)
        try readBound(name, text.trimmingBlanks, facet)
        if fixedBefore.contains(name), old.0 != bounds || old.1 != whiteSpace {
            throw .malformed("\(facet.label) is fixed in the base \(base.label)", at: facet.place)
        }
        if ["true", "1"].contains(facet["fixed"]?.trimmingBlanks) { fixed.insert(name) }
    }

    private static let all: Set<String> = [
        "length", "minLength", "maxLength", "pattern", "enumeration", "whiteSpace", "maxInclusive",
        "maxExclusive", "minInclusive", "minExclusive", "totalDigits", "fractionDigits",
    ]

    /// Source: XSD 1.0 Part 2, 4.1.5 Applicable Facets.
    private func applies(_ facet: String) -> Bool {
        guard case .atomic(let builtin) = base.variety else {
            return ["pattern", "enumeration"].contains(facet)
        }
        switch facet {
        case "pattern", "whiteSpace": return true
        case "enumeration": return builtin.primitive != .boolean
        case "length", "minLength", "maxLength":
            return [.string, .anyURI, .hexBinary, .base64Binary, .qName].contains(builtin.primitive)
        case "totalDigits", "fractionDigits": return builtin.primitive == .decimal
        default:
            return ![.string, .anyURI, .hexBinary, .base64Binary, .qName, .boolean].contains(
                builtin.primitive)
        }
    }

    private mutating func readBound(
        _ name: String, _ text: String, _ facet: XSDElement
    ) throws(SchemaError) {
        switch name {
        case "whiteSpace": whiteSpace = try narrowedWhiteSpace(text, facet)
        case "length":
            let count = try number(text, facet)
            guard count >= bounds.minLength, bounds.maxLength < 0 || count <= bounds.maxLength else {
                throw widens(facet)
            }
            (bounds.minLength, bounds.maxLength) = (count, count)
        case "minLength":
            let count = try number(text, facet)
            guard count >= bounds.minLength else { throw widens(facet) }
            bounds.minLength = count
        case "maxLength":
            let count = try number(text, facet)
            guard bounds.maxLength < 0 || count <= bounds.maxLength else { throw widens(facet) }
            bounds.maxLength = count
        case "totalDigits":
            let count = try number(text, facet)
            guard count > 0, bounds.totalDigits < 0 || count <= bounds.totalDigits else {
                throw widens(facet)
            }
            bounds.totalDigits = count
        case "fractionDigits":
            let count = try number(text, facet)
            guard bounds.fractionDigits < 0 || count <= bounds.fractionDigits, !isInteger || count == 0 else {
                throw widens(facet)
            }
            bounds.fractionDigits = count
        default: try readLimit(name, facet)
        }
    }

    private var isInteger: Bool {
        if case .atomic(let builtin) = base.variety { return builtin.integerRange != nil }
        return false
    }

    private func widens(_ facet: XSDElement) -> SchemaError {
        .malformed("\(facet.label) of \(label) does not fit its base \(base.label)", at: facet.place)
    }

    /// A number beyond 31 bits counts as the largest of them: no value is that long.
    private func number(_ text: String, _ facet: XSDElement) throws(SchemaError) -> Int32 {
        let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else {
            throw .malformed("\(facet.label) needs a number, not \"\(text)\"", at: facet.place)
        }
        return Int32(digits) ?? .max
    }

    private func narrowedWhiteSpace(_ text: String, _ facet: XSDElement) throws(SchemaError) -> WhiteSpace {
        let named: [String: WhiteSpace] = ["preserve": .preserve, "replace": .replace, "collapse": .collapse]
        guard let value = named[text], value >= base.whiteSpace else {
            throw .malformed("xs:whiteSpace must be as strict as its base, or stricter", at: facet.place)
        }
        return value
    }

    // MARK: Enumeration and pattern

    private mutating func readValue(_ text: String, _ facet: XSDElement) throws(SchemaError) {
        let value = base.whiteSpace.normalised(text)
        var copy = value
        let isValue = copy.withUTF8 { types.problem(of: $0, type: base) == nil }
        guard isValue else {
            throw .malformed("\"\(value)\" is not a value of the base \(base.label)", at: facet.place)
        }
        if case .atomic(let builtin) = base.variety, builtin.primitive == .qName {
            throw .unsupported(
                "an enumeration of \(base.label), whose prefixes have no meaning here", at: facet.place)
        }
        if !isExact(value) {
            throw .unsupported("\(facet.label) with a number of more than 15 digits", at: facet.place)
        }
        values.append(value)
        keys.append(copy.withUTF8 { key(of: $0) })
    }

    private func key(of value: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        switch base.variety {
        case .atomic(let builtin):
            return builtin.comparesAsText ? Array(value) : ValueKey.of(value, as: builtin)
        case .union(let members):
            guard let active = types.activeMember(of: value, among: members) else { return Array(value) }
            return active.bytes.withUnsafeBufferPointer { ValueKey.ofMember($0, as: active.builtin) }
        }
    }

    private func pattern(at place: Place) throws(SchemaError) -> Pattern {
        do throws(PatternCompiler.Problem) {
            return try PatternCompiler.compile(patterns)
        } catch {
            let shown = patterns.map { "\"\($0)\"" }.joined(separator: ", ")
            switch error {
            case .malformed(let reason):
                throw .malformed(
                    "the pattern \(shown) of \(label) is no regular expression of XSD: \(reason)", at: place)
            case .tooLarge(let reason):
                throw .unsupported("the pattern \(shown) of \(label), which needs \(reason),", at: place)
            }
        }
    }

    // MARK: Limits

    private mutating func readLimit(_ name: String, _ facet: XSDElement) throws(SchemaError) {
        guard case .atomic(let builtin) = base.variety,
            let kind = BoundingFacets.Limit.Kind.allCases.first(where: { $0.facet == name })
        else { throw widens(facet) }
        let text = base.whiteSpace.normalised(facet["value"] ?? "")
        var copy = text
        guard copy.withUTF8(builtin.accepts) else {
            throw .malformed(
                "\"\(text)\" is not a valid \(builtin.rawValue), in \(facet.label)", at: facet.place)
        }
        if !isExact(text) {
            throw .unsupported("\(facet.label) with a number of more than 15 digits", at: facet.place)
        }
        let limit = BoundingFacets.Limit(kind: kind, text: text)
        for old in base.bounds?.limits ?? [] {
            guard narrows(limit, old, builtin) else { throw widens(facet) }
        }
        bounds.limits.removeAll { old in
            let isOfBase = base.bounds?.limits.contains(old) ?? false
            return isOfBase && old.kind.isMinimum == kind.isMinimum
        }
        if bounds.limits.contains(where: { $0.kind.isMinimum == kind.isMinimum }) {
            throw .malformed("\(label) has two limits of the same end", at: facet.place)
        }
        bounds.limits.append(limit)
    }

    /// Whether nothing that a new limit admits lies beyond the old one.
    private func narrows(
        _ new: BoundingFacets.Limit, _ old: BoundingFacets.Limit, _ builtin: BuiltinType
    ) -> Bool {
        let order = Self.order(new.text, old.text, builtin)
        if new.kind.isMinimum != old.kind.isMinimum {
            return order == (old.kind.isMinimum ? .greater : .less)
                || order == .equal && !new.kind.isExclusive && !old.kind.isExclusive
        }
        if order == .equal { return new.kind.isExclusive || !old.kind.isExclusive }
        return order == (new.kind.isMinimum ? .greater : .less)
    }

    private static func order(_ left: String, _ right: String, _ builtin: BuiltinType) -> ValueOrder {
        var left = left
        var right = right
        return left.withUTF8 { left in right.withUTF8 { ValueOrder.of(left, $0, as: builtin) } }
    }

    /// Whether values are told apart by all of their digits: the fields of times and durations by the first 18 only.
    private func isExact(_ text: String) -> Bool {
        if case .atomic(let builtin) = base.variety {
            switch builtin.primitive {
            case .duration, .dateTime, .date, .time, .gYearMonth, .gYear, .gMonthDay, .gDay, .gMonth: break
            default: return true
            }
        }
        let whole = text.split(separator: ".").first ?? ""
        return !whole.split { !$0.isNumber }.contains { $0.count > 15 }
    }

    // MARK: Together

    private func checkTogether(_ facets: [XSDElement]) throws(SchemaError) {
        guard let place = facets.first?.place else { return }
        if seen.contains("length"), !seen.isDisjoint(with: ["minLength", "maxLength"]) {
            throw .malformed("\(label) has xs:length beside xs:minLength or xs:maxLength", at: place)
        }
        if bounds.maxLength >= 0, bounds.minLength > bounds.maxLength {
            throw .malformed("xs:minLength of \(label) is greater than xs:maxLength", at: place)
        }
        if bounds.totalDigits >= 0, bounds.fractionDigits > bounds.totalDigits {
            throw .malformed("xs:fractionDigits of \(label) is greater than xs:totalDigits", at: place)
        }
        guard case .atomic(let builtin) = base.variety,
            let minimum = bounds.limits.first(where: \.kind.isMinimum),
            let maximum = bounds.limits.first(where: { !$0.kind.isMinimum })
        else { return }
        let order = Self.order(minimum.text, maximum.text, builtin)
        let mayBeEqual = minimum.kind.isExclusive == maximum.kind.isExclusive
        guard order == .less || order == .equal && mayBeEqual else {
            throw .malformed(
                "xs:\(minimum.kind.facet) of \(label) lies beyond xs:\(maximum.kind.facet)", at: place)
        }
    }
}

extension BoundingFacets.Limit.Kind {
    var isMinimum: Bool { self == .minInclusive || self == .minExclusive }
    var isExclusive: Bool { self == .minExclusive || self == .maxExclusive }
}
