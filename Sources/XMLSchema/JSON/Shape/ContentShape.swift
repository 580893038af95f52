import XMLStream

/// How the children of one content model stand in a JSON object.
///
/// A child whose place its name decides is a member of that name. The others - those of groups that repeat as a whole,
/// of choices in any order, of wildcards, of mixed content - stand in order in one list, the *block*, between the
/// members before it and those behind it.
final class ContentShape: Sendable {
    struct Member: Sendable {
        let name: NameID
        let declaration: Int32
        /// The local name; empty where another child of the model has the same one.
        let key: String
        /// The value is an array.
        let repeats: Bool
        /// Its place among the children: they are written in the order of their ranks.
        let rank: Int
        /// Over the whole model; the maximum may be too high where a choice names the child twice.
        let occurrence: Occurrence
    }

    /// In the order of their ranks.
    let members: [Member]
    /// The ranks whose children stand in the block, those of wildcards and of texts included; nil where no child does.
    let block: ClosedRange<Int>?
    let order: ContentOrder
    /// How the model's wildcards judge what they admit, the laxest first.
    let wildcards: [Wildcard.ProcessContents]
    let isMixed: Bool
    private let byName: [NameID: Int]
    private let byLocal: [String: Int]

    init(_ schema: Schema, _ model: ContentModel, isMixed: Bool) {
        let order = ContentOrder(schema, model)
        let groups = order.groups()
        self.order = order
        self.isMixed = isMixed
        let first = Int(model.startState)
        let kinds = schema.states[first..<first + Int(model.stateCount)].flatMap { state in
            state.wildcard < 0
                ? [] : schema.wildcards[Int(state.wildcard)..<Int(state.wildcard) + Int(state.wildcardCount)]
        }.map(\.wildcard.processContents)
        wildcards = Set(kinds).sorted()
        block = Self.block(groups, wildcard: order.wildcard, isMixed: isMixed)
        var members: [Member] = []
        for (rank, group) in groups.enumerated() {
            for symbol in group where symbol != order.wildcard {
                let child = model.children[symbol]
                let local = schema.names[child.name].local
                let isFirst = model.children.first { schema.names[$0.name].local == local } == child
                members.append(
                    Member(
                        name: child.name, declaration: child.declaration, key: isFirst ? local : "",
                        repeats: order.repeats(symbol), rank: rank, occurrence: child.occurrence))
            }
        }
        self.members = members
        byName = Dictionary(
            members.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        byLocal = Dictionary(
            members.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// From the first group whose order the names do not tell to the last one.
    private static func block(_ groups: [[Int]], wildcard: Int, isMixed: Bool) -> ClosedRange<Int>? {
        if isMixed { return 0...max(groups.count - 1, 0) }
        let open = groups.indices.filter { groups[$0].count > 1 || groups[$0].contains(wildcard) }
        guard let first = open.first, let last = open.last else { return nil }
        return first...last
    }

    func member(_ name: NameID) -> Member? { byName[name].map { members[$0] } }

    /// The child that a member name without a prefix means; nil where the model has none.
    func member(key local: String) -> Member? {
        local.isEmpty ? nil : byLocal[local].map { members[$0] }
    }

    /// Whether no content is complete without this child.
    func isRequired(_ member: Member) -> Bool {
        let symbol = order.symbol(of: member.name)
        return order.requires { $0 == symbol }
    }

    /// Whether no content is complete with an empty block.
    var isBlockRequired: Bool {
        let others = Set(members.filter { !isInBlock($0) }.compactMap { order.symbol(of: $0.name) })
        return block != nil && order.requires { !others.contains($0) }
    }

    func isInBlock(_ member: Member) -> Bool { block?.contains(member.rank) ?? false }
}
