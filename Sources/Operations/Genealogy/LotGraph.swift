package import Diagnostics

/// Which lots went into which: lots and transformations as the two kinds of node of an acyclic graph.
///
/// Transformations are appended and never changed. Sub-lots are nodes of their own: one that is first heard
/// of as an input was taken out of its lot, one that is first heard of as an output is a part of it, unless
/// it was made from the lot itself. Names are resolved in the order of appending; a history told out of
/// order is right but for the versions that a late rework would have given to what was told before.
///
/// Source: ISA-95 Part 3, product tracking and genealogy.
package struct LotGraph: Sendable {
    // MARK: Nodes, by the number of their names

    var names = NamePool()
    /// By node, only to be compared: along every edge they rise.
    var nodeLevels: [Int32] = []
    /// Of a sub-lot its lot, otherwise -1.
    var parents = SparseColumn()
    /// Number of the material; -1 while nobody has told it.
    var materials: [Int32] = []
    var nodeFlags: [NodeFlags] = []
    /// The sub-lots of a lot, their versions included, in the order of first mention.
    var children: [Int32: [Int32]] = [:]
    /// Of a node that was reworked its later versions, ascending in number.
    var versions: [Int32: [Version]] = [:]

    struct NodeFlags: OptionSet, Hashable, Sendable {
        let rawValue: UInt8

        static let subLot = NodeFlags(rawValue: 1)
        /// A sub-lot that was made into its lot.
        static let partOfLot = NodeFlags(rawValue: 2)
        /// A sub-lot that was taken out of its lot.
        static let takenFromLot = NodeFlags(rawValue: 4)
        static let reworked = NodeFlags(rawValue: 8)
        static let work = NodeFlags(rawValue: 16)
        /// Only while a transformation is being appended.
        static let isInput = NodeFlags(rawValue: 32)
        static let hasSubLots = NodeFlags(rawValue: 64)
        /// A sub-lot or a lot that is a later version of another node.
        static let version = NodeFlags(rawValue: 128)
    }

    struct Version: Hashable, Sendable {
        var since: Instant
        var node: Int32
    }

    // MARK: Transformations, by the number of their names, called steps here

    var stepNames = NamePool()
    /// Where the amounts of a step start; inputs first, then outputs, then losses.
    var starts: [Int32] = [0]
    var outputStarts: [Int32] = []
    var ends: [Instant] = []
    /// From the start to the end, in milliseconds; empty while nobody has told a start, -1 where not told.
    var lengths: [Int64] = []
    var circumstances: [Int32] = []
    var stepLevels: [Int32] = []
    var amounts = PackedAmounts()

    /// Kind, equipment, person and so on, each combination once.
    var circumstanceValues: [Circumstance] = []
    var circumstanceNumbers: [Circumstance: Int32] = [:]
    /// Names of equipment, persons, versions of definitions, partners and materials.
    var words = NamePool()
    /// Of the step, -1 for none; names in ``jobs``.
    var stepJobs: [Int32] = []
    var jobs = NamePool()

    struct Circumstance: Hashable, Sendable {
        var kind: Transformation.Kind
        var equipment: Int32 = -1
        var person: Int32 = -1
        var definitionVersion: Int32 = -1
        var partner: Int32 = -1
    }

    // MARK: Edges

    /// Steps that take from a node.
    var takers = Adjacency()
    /// Steps that put into a node.
    var makers = Adjacency()

    /// Reused, so that appending allocates little.
    private var key: [UInt8] = []

    package init() {}

    /// Lots, sub-lots, their versions, and works in process.
    package var nodeCount: Int { names.count }
    package var transformationCount: Int { stepNames.count }
    /// Amounts that went in or came out, losses included.
    package var amountCount: Int { amounts.count }
}

// MARK: - Appending

extension LotGraph {
    /// The nodes of a transformation that is being appended, one for each amount; behind those that are
    /// named the work in process that is meant.
    struct Draft {
        var inputs: [Int32] = []
        var outputs: [Int32] = []
        /// On both sides of a move.
        var identities: Set<Int32> = []
        var identityInputs = false
        var identityOutputs = false
        var newVersions: [(base: Int32, version: Version)] = []
        /// Of which a rework says that it makes the next version.
        var toldVersions: Set<Int32> = []
        /// New sub-lots that came out.
        var newParts: [Int32] = []

        func isEdge(input node: Int32) -> Bool { !(identityInputs && identities.contains(node)) }
        func isEdge(output node: Int32) -> Bool { !(identityOutputs && identities.contains(node)) }
    }

    /// Takes a transformation in; false when it was known already.
    ///
    /// - Throws: Everything of ``GenealogyError`` but what concerns queries and snapshots; the graph is then
    ///   as it was.
    @discardableResult
    package mutating func append(_ transformation: Transformation) throws(GenealogyError) -> Bool {
        try check(transformation)
        let id = Array(transformation.id.matchingKey.utf8)
        if let known = stepNames.find(id) {
            guard says(transformation, known) else {
                throw .conflict(transformation: transformation.id.text)
            }
            return false
        }
        try checkRoom(for: transformation)
        let mark = nodeCount
        do throws(GenealogyError) {
            var draft = try resolve(transformation)
            let level = try order(&draft, of: transformation)
            try store(transformation, id, draft, level)
        } catch {
            removeNodes(downTo: mark)
            throw error
        }
        return true
    }

    /// Takes in what it can, and says of the rest why not.
    package mutating func append(contentsOf transformations: some Sequence<Transformation>) -> [Finding] {
        var findings: [Finding] = []
        for transformation in transformations {
            do throws(GenealogyError) {
                try append(transformation)
            } catch {
                findings.append(error.finding)
            }
        }
        return findings
    }

    /// Moves what was appended since the last time into the arrays that are quickest to read; done by itself
    /// when much has come.
    package mutating func seal() {
        takers.seal()
        makers.seal()
    }

    /// Makes room for so much in all, which saves copying and what copying leaves behind in memory.
    package mutating func reserveCapacity(lots: Int, transformations: Int, amounts count: Int) {
        names.reserveCapacity(lots)
        nodeLevels.reserveCapacity(lots)
        materials.reserveCapacity(lots)
        nodeFlags.reserveCapacity(lots)
        stepNames.reserveCapacity(transformations)
        starts.reserveCapacity(transformations + 1)
        outputStarts.reserveCapacity(transformations)
        ends.reserveCapacity(transformations)
        circumstances.reserveCapacity(transformations)
        stepLevels.reserveCapacity(transformations)
        stepJobs.reserveCapacity(transformations)
        amounts.reserveCapacity(count)
    }

    private func check(_ transformation: Transformation) throws(GenealogyError) {
        let id = transformation.id.text
        guard !transformation.id.isBlank else { throw .unusableName(transformation: id, what: "itself") }
        if let started = transformation.started, started > transformation.at {
            throw .startsAfterEnd(transformation: id)
        }
        guard !transformation.inputs.isEmpty || !transformation.outputs.isEmpty else {
            throw .nothingMoved(transformation: id)
        }
        if let job = transformation.job, !Self.isUsable(job) {
            throw .unusableName(transformation: id, what: "its job")
        }
        for amount in transformation.inputs + transformation.outputs {
            guard Self.isUsable(amount.lot.lot), amount.lot.subLot.map(Self.isUsable) ?? true else {
                throw .unusableName(transformation: id, what: "a lot")
            }
        }
    }

    /// So that nothing fails halfway.
    private func checkRoom(for transformation: Transformation) throws(GenealogyError) {
        let all = transformation.inputs + transformation.outputs
        try amounts.checkRoom(for: all.count + transformation.losses.count + 2)
        var room = 256 + transformation.id.text.utf8.count
        for name in [
            transformation.job, transformation.equipment, transformation.person,
            transformation.definitionVersion, transformation.partner,
        ] {
            room += name?.text.utf8.count ?? 0
        }
        for amount in all {
            room += 2 * amount.lot.lot.text.utf8.count + 32
            room += (amount.lot.subLot?.text.utf8.count ?? 0) + (amount.material?.text.utf8.count ?? 0)
        }
        for pool in [names.bytes.count, stepNames.bytes.count, words.bytes.count, jobs.bytes.count] {
            guard pool + room < Int(UInt32.max) else { throw .tooLarge("names") }
        }
    }

    private static func isUsable(_ name: Identifier) -> Bool {
        !name.isBlank && !name.text.utf8.contains(where: { $0 == separator || $0 == workMark })
    }

    /// U+001F between the parts of a node's name; XML cannot say it.
    private static var separator: UInt8 { 0x1F }
    /// U+001E before the job of a work in process.
    private static var workMark: UInt8 { 0x1E }

    private mutating func removeNodes(downTo count: Int) {
        for node in (Int32(count)..<Int32(max(count, nodeCount))).reversed() {
            let parent = parents[Int(node)]
            guard parent >= 0 else { continue }
            children[parent]?.removeLast()
            if children[parent]?.isEmpty ?? false {
                children[parent] = nil
                nodeFlags[Int(parent)].remove(.hasSubLots)
            }
        }
        names.truncate(to: count)
        nodeLevels.removeLast(nodeLevels.count - count)
        parents.removeLast(downTo: count)
        materials.removeLast(materials.count - count)
        nodeFlags.removeLast(nodeFlags.count - count)
        takers.removeNodes(downTo: count)
        makers.removeNodes(downTo: count)
    }
}

// MARK: - Names of nodes

extension LotGraph {
    /// The name of a node: the lot, and with separators the sub-lot and the number of a version above 1.
    private static func write(
        _ key: inout [UInt8], _ lot: Identifier, _ subLot: Identifier?, version: Int = 1
    ) {
        key.removeAll(keepingCapacity: true)
        key.append(contentsOf: lot.matchingKey.utf8)
        if subLot != nil || version > 1 { key.append(separator) }
        if let subLot { key.append(contentsOf: subLot.matchingKey.utf8) }
        if version > 1 {
            key.append(separator)
            key.append(contentsOf: String(version).utf8)
        }
    }

    private static func write(_ key: inout [UInt8], work job: Identifier, version: Int = 1) {
        key.removeAll(keepingCapacity: true)
        key.append(workMark)
        key.append(contentsOf: job.matchingKey.utf8)
        if version > 1 {
            key.append(separator)
            key.append(contentsOf: String(version).utf8)
        }
    }

    func node(_ number: Int32) -> LotNode {
        let parts = names.bytes[names.range(number)].split(
            separator: Self.separator, omittingEmptySubsequences: false
        ).map { String(decoding: $0, as: UTF8.self) }
        if parts[0].utf8.first == Self.workMark {
            return .work(job: Identifier(String(parts[0].dropFirst())))
        }
        let subLot = parts.count > 1 && !parts[1].isEmpty ? Identifier(parts[1]) : nil
        let version = parts.count > 2 ? Int(parts[2]) : nil
        return .lot(LotReference(Identifier(parts[0]), subLot: subLot, version: version))
    }

    func find(_ lot: Identifier, _ subLot: Identifier?, version: Int = 1) -> Int32? {
        var key: [UInt8] = []
        Self.write(&key, lot, subLot, version: version)
        return names.find(key)
    }

    func find(work job: Identifier) -> Int32? {
        var key: [UInt8] = []
        Self.write(&key, work: job)
        return names.find(key)
    }

    private mutating func addNode(_ flags: NodeFlags, parent: Int32 = -1) {
        nodeLevels.append(flags.contains(.takenFromLot) ? nodeLevels[Int(parent)] + 1 : 0)
        parents[nodeFlags.count] = parent
        materials.append(-1)
        nodeFlags.append(flags)
        takers.addNode()
        makers.addNode()
        guard parent >= 0 else { return }
        children[parent, default: []].append(Int32(nodeFlags.count - 1))
        nodeFlags[Int(parent)].insert(.hasSubLots)
    }

    /// The node of the lot or sub-lot as first made, new if need be, with the node of its lot before it.
    private mutating func base(_ reference: LotReference, isInput: Bool) throws(GenealogyError) -> (
        node: Int32, isNew: Bool
    ) {
        Self.write(&key, reference.lot, reference.subLot)
        if let known = names.find(key) { return (known, false) }
        guard reference.subLot != nil else {
            let added = try names.intern(key)
            addNode([])
            return (added.index, true)
        }
        let lot = try base(LotReference(reference.lot), isInput: isInput).node
        Self.write(&key, reference.lot, reference.subLot)
        let added = try names.intern(key)
        addNode(isInput ? [.subLot, .takenFromLot] : .subLot, parent: lot)
        return (added.index, true)
    }

    /// In force at that time.
    private func version(of node: Int32, at instant: Instant) -> Int32 {
        guard nodeFlags[Int(node)].contains(.reworked), let later = versions[node] else { return node }
        return later.last { $0.since <= instant }?.node ?? node
    }
}

// MARK: - Resolving

extension LotGraph {
    private mutating func resolve(_ transformation: Transformation) throws(GenealogyError) -> Draft {
        var draft = Draft()
        for amount in transformation.inputs {
            draft.inputs.append(try resolve(amount.lot, transformation, isInput: true, &draft))
        }
        for amount in transformation.outputs {
            draft.outputs.append(try resolve(amount.lot, transformation, isInput: false, &draft))
        }
        if transformation.kind == .move { Self.findIdentities(&draft) }
        guard let job = transformation.job else { return draft }
        if transformation.kind == .consume, transformation.outputs.isEmpty {
            draft.outputs.append(try work(of: job, transformation.at))
        } else if transformation.kind == .produce, transformation.inputs.isEmpty {
            draft.inputs.append(try work(of: job, transformation.at))
        }
        return draft
    }

    /// What is on both sides of a move is no edge, unless the other side would then lead nowhere.
    private static func findIdentities(_ draft: inout Draft) {
        let identities = Set(draft.inputs).intersection(draft.outputs)
        guard !identities.isEmpty else { return }
        let othersIn = draft.inputs.contains { !identities.contains($0) }
        let othersOut = draft.outputs.contains { !identities.contains($0) }
        draft.identities = identities
        draft.identityInputs = othersIn || !othersOut
        draft.identityOutputs = othersOut || !othersIn
    }

    private mutating func resolve(
        _ reference: LotReference, _ transformation: Transformation, isInput: Bool, _ draft: inout Draft
    ) throws(GenealogyError) -> Int32 {
        if let version = reference.version, version != 1 {
            if version > 1, let known = find(reference.lot, reference.subLot, version: version) {
                return known
            }
            guard !isInput, let latest = latest(before: version, of: reference, transformation) else {
                throw .unknownVersion(transformation: transformation.id.text, lot: reference)
            }
            draft.toldVersions.insert(latest)
            return latest
        }
        let (node, isNew) = try base(reference, isInput: isInput)
        if isNew {
            if !isInput, nodeFlags[Int(node)].contains(.subLot) { draft.newParts.append(node) }
            return node
        }
        return reference.version == 1 ? node : version(of: node, at: transformation.at)
    }

    /// The version that a rework makes the next one of, when it is told by its number.
    private func latest(before version: Int, of reference: LotReference, _ transformation: Transformation)
        -> Int32?
    {
        guard transformation.kind == .rework, let base = find(reference.lot, reference.subLot) else {
            return nil
        }
        let later = versions[base] ?? []
        return version == later.count + 2 ? later.last?.node ?? base : nil
    }

    private mutating func work(of job: Identifier, _ at: Instant) throws(GenealogyError) -> Int32 {
        Self.write(&key, work: job)
        let (node, isNew) = try names.intern(key)
        if isNew { addNode(.work) }
        return version(of: node, at: at)
    }

    /// A node for what comes out of a rework, or of a job that takes in what was made from its own product.
    mutating func newVersion(of node: Int32, at instant: Instant, _ draft: inout Draft)
        throws(GenealogyError) -> Int32
    {
        let base = firstVersion(of: node)
        if let pending = draft.newVersions.first(where: { $0.base == base }) { return pending.version.node }
        let number = (versions[base]?.count ?? 0) + 2
        switch self.node(base) {
        case .lot(let reference):
            Self.write(&key, reference.lot, reference.subLot, version: number)
        case .work(let job):
            Self.write(&key, work: job, version: number)
        }
        let added = try names.intern(key).index
        var flags = nodeFlags[Int(base)].intersection([.subLot, .work])
        flags.insert(.version)
        addNode(flags, parent: parents[Int(base)])
        draft.newVersions.append((base, Version(since: instant, node: added)))
        if flags.contains(.subLot) { draft.newParts.append(added) }
        return added
    }

    func firstVersion(of node: Int32) -> Int32 {
        guard nodeFlags[Int(node)].contains(.version) else { return node }
        switch self.node(node) {
        case .lot(let reference): return find(reference.lot, reference.subLot) ?? node
        case .work(let job): return find(work: job) ?? node
        }
    }
}

// MARK: - Storing

extension LotGraph {
    private mutating func store(
        _ transformation: Transformation, _ id: [UInt8], _ draft: Draft, _ level: Int32
    ) throws(GenealogyError) {
        let step = try stepNames.intern(id).index
        for (position, node) in draft.inputs.enumerated() {
            let isEdge = draft.isEdge(input: node)
            let named = position < transformation.inputs.count ? transformation.inputs[position] : nil
            try store(node, named, isIdentity: !isEdge)
            if isEdge { takers.append(step, to: node) }
        }
        outputStarts.append(Int32(amounts.count))
        for (position, node) in draft.outputs.enumerated() {
            let isEdge = draft.isEdge(output: node)
            let named = position < transformation.outputs.count ? transformation.outputs[position] : nil
            try store(node, named, isIdentity: !isEdge)
            if isEdge { makers.append(step, to: node) }
        }
        for loss in transformation.losses {
            let use = loss.reason.map { MaterialUse.other($0.text) }
            try amounts.append(node: -1, loss.quantity, use: use, isIdentity: false)
        }
        starts.append(Int32(amounts.count))
        try storeCircumstances(of: transformation)
        stepLevels.append(level)
        for (base, version) in draft.newVersions {
            versions[base, default: []].append(version)
            nodeFlags[Int(base)].insert(.reworked)
        }
    }

    private mutating func store(_ node: Int32, _ amount: LotAmount?, isIdentity: Bool) throws(GenealogyError)
    {
        try amounts.append(node: node, amount?.quantity, use: amount?.use, isIdentity: isIdentity)
        if let material = amount?.material, materials[Int(node)] < 0 {
            materials[Int(node)] = try words.intern(material.matchingKey)
        }
    }

    private mutating func storeCircumstances(of transformation: Transformation) throws(GenealogyError) {
        ends.append(transformation.at)
        if let started = transformation.started {
            while lengths.count < ends.count - 1 { lengths.append(-1) }
            lengths.append((transformation.at - started).milliseconds)
        } else if !lengths.isEmpty {
            lengths.append(-1)
        }
        stepJobs.append(
            try transformation.job.map { (job) throws(GenealogyError) in
                try jobs.intern(job.matchingKey)
            } ?? -1)
        let circumstance = Circumstance(
            kind: transformation.kind, equipment: try word(transformation.equipment),
            person: try word(transformation.person),
            definitionVersion: try word(transformation.definitionVersion),
            partner: try word(transformation.partner))
        if let known = circumstanceNumbers[circumstance] {
            circumstances.append(known)
        } else {
            let number = Int32(circumstanceValues.count)
            circumstanceNumbers[circumstance] = number
            circumstanceValues.append(circumstance)
            circumstances.append(number)
        }
    }

    private mutating func word(_ name: Identifier?) throws(GenealogyError) -> Int32 {
        guard let name, !name.isBlank else { return -1 }
        return try words.intern(name.matchingKey)
    }
}
