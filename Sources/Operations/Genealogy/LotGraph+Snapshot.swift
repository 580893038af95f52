extension LotGraph {
    /// Raised with each change of the form; another one is not read, and the events are replayed.
    package static let snapshotVersion = 1

    /// All of it in about as many bytes as the names and quantities need; the same for the same history.
    package func encoded() -> [UInt8] {
        var out = ColumnWriter()
        out.put(count: Self.snapshotVersion)
        for pool in [names, stepNames, words, jobs] { out.put(pool) }
        for level in nodeLevels { out.put(signed: Int64(level)) }
        for node in 0..<nodeCount { out.put(index: parents[node]) }
        for material in materials { out.put(index: material) }
        for flags in nodeFlags { out.put(UInt64(flags.rawValue)) }
        encodeVersions(&out)
        encodeSteps(&out)
        amounts.encode(&out)
        return out.bytes
    }

    private func encodeVersions(_ out: inout ColumnWriter) {
        out.put(count: versions.count)
        for (base, later) in versions.sorted(by: { $0.key < $1.key }) {
            out.put(index: base)
            out.put(count: later.count)
            for version in later {
                out.put(signed: version.since.milliseconds)
                out.put(index: version.node)
            }
        }
    }

    private func encodeSteps(_ out: inout ColumnWriter) {
        out.put(count: circumstanceValues.count)
        for value in circumstanceValues {
            out.put(text: value.kind.rawValue.utf8, count: value.kind.rawValue.utf8.count)
            for word in [value.equipment, value.person, value.definitionVersion, value.partner] {
                out.put(index: word)
            }
        }
        var last: Int64 = 0
        for step in 0..<transformationCount {
            out.put(count: Int(outputStarts[step] - starts[step]))
            out.put(count: Int(starts[step + 1] - outputStarts[step]))
            out.put(signed: ends[step].milliseconds &- last)
            last = ends[step].milliseconds
            out.put(signed: step < lengths.count ? lengths[step] : -1)
            out.put(index: circumstances[step])
            out.put(signed: Int64(stepLevels[step]))
            out.put(index: stepJobs[step])
        }
    }

    /// - Throws: ``GenealogyError/malformedSnapshot(_:)`` for anything but what ``encoded()`` returns.
    package init(encoded bytes: [UInt8]) throws(GenealogyError) {
        var input = ColumnReader(bytes)
        guard try input.value() == UInt64(Self.snapshotVersion) else {
            throw .malformedSnapshot("it is of another version")
        }
        self.init()
        names = try input.pool()
        stepNames = try input.pool()
        words = try input.pool()
        jobs = try input.pool()
        reserveCapacity(lots: nodeCount, transformations: transformationCount, amounts: 0)
        try decodeNodes(&input)
        try decodeVersions(&input)
        try decodeSteps(&input)
        amounts = try PackedAmounts(&input, nodeCount: nodeCount)
        guard input.isAtEnd, Int(starts.last ?? 0) == amounts.count else {
            throw .malformedSnapshot("the amounts are not those of the transformations")
        }
        try connect()
    }

    private mutating func decodeNodes(_ input: inout ColumnReader) throws(GenealogyError) {
        let count = nodeCount
        for _ in 0..<count { nodeLevels.append(try input.small(Int32.self)) }
        for node in 0..<count {
            let parent = try input.index(below: count)
            guard parent != Int32(node) else { throw .malformedSnapshot("a lot is in itself") }
            parents[node] = parent
        }
        for _ in 0..<count { materials.append(try input.index(below: words.count)) }
        for node in 0..<count {
            guard let raw = UInt8(exactly: try input.value()) else {
                throw .malformedSnapshot("a lot has unknown marks")
            }
            let flags = NodeFlags(rawValue: raw)
            let isContained = !flags.isDisjoint(with: [.subLot, .partOfLot, .takenFromLot])
            guard isContained == (parents[node] >= 0), !flags.contains(.isInput) else {
                throw .malformedSnapshot("a sub-lot has no lot")
            }
            nodeFlags.append(flags)
        }
        for node in 0..<Int32(count) where parents[Int(node)] >= 0 {
            children[parents[Int(node)], default: []].append(node)
            guard nodeFlags[Int(parents[Int(node)])].contains(.hasSubLots) else {
                throw .malformedSnapshot("a lot does not know its sub-lots")
            }
        }
    }

    private mutating func decodeVersions(_ input: inout ColumnReader) throws(GenealogyError) {
        for _ in 0..<(try input.count()) {
            let base = try input.index(below: nodeCount, orNone: false)
            for _ in 0..<(try input.count()) {
                let since = Instant(milliseconds: try input.signed())
                let node = try input.index(below: nodeCount, orNone: false)
                versions[base, default: []].append(Version(since: since, node: node))
            }
        }
    }

    private mutating func decodeSteps(_ input: inout ColumnReader) throws(GenealogyError) {
        for _ in 0..<(try input.count()) {
            let name = String(decoding: try input.text(), as: UTF8.self)
            guard let kind = Transformation.Kind(rawValue: name) else {
                throw .malformedSnapshot("a transformation is of an unknown kind")
            }
            var value = Circumstance(kind: kind)
            value.equipment = try input.index(below: words.count)
            value.person = try input.index(below: words.count)
            value.definitionVersion = try input.index(below: words.count)
            value.partner = try input.index(below: words.count)
            circumstanceNumbers[value] = Int32(circumstanceValues.count)
            circumstanceValues.append(value)
        }
        var last: Int64 = 0
        var position: Int32 = 0
        for step in 0..<transformationCount {
            for isOutput in [false, true] {
                let (sum, overflow) = position.addingReportingOverflow(try input.size())
                guard !overflow else { throw .malformedSnapshot("there are too many amounts") }
                position = sum
                if isOutput { starts.append(position) } else { outputStarts.append(position) }
            }
            last &+= try input.signed()
            ends.append(Instant(milliseconds: last))
            let length = try input.signed()
            if length >= 0 {
                while lengths.count < step { lengths.append(-1) }
                lengths.append(length)
            } else if !lengths.isEmpty {
                lengths.append(-1)
            }
            circumstances.append(try input.index(below: circumstanceValues.count, orNone: false))
            stepLevels.append(try input.small(Int32.self))
            stepJobs.append(try input.index(below: jobs.count))
        }
    }

    /// Draws the edges, and sees that the levels rise along each of them, so that there is no cycle.
    private mutating func connect() throws(GenealogyError) {
        for _ in 0..<nodeCount {
            takers.addNode()
            makers.addNode()
        }
        for step in 0..<Int32(transformationCount) {
            let level = stepLevels[Int(step)]
            for position in inputPositions(of: step) {
                let node = amounts.nodes[position]
                guard node >= 0 else { throw .malformedSnapshot("an input is of no lot") }
                if amounts.isIdentity(position) { continue }
                guard nodeLevels[Int(node)] < level else { throw .malformedSnapshot("lots go in circles") }
                takers.append(step, to: node)
            }
            for position in outputPositions(of: step) {
                let node = amounts.nodes[position]
                guard node >= 0 else { throw .malformedSnapshot("an output is of no lot") }
                if amounts.isIdentity(position) { continue }
                guard nodeLevels[Int(node)] > level else { throw .malformedSnapshot("lots go in circles") }
                makers.append(step, to: node)
            }
        }
        for node in 0..<nodeCount {
            let parent = parents[node]
            guard parent >= 0 else { continue }
            let rises = nodeLevels[node] < nodeLevels[Int(parent)]
            let falls = nodeLevels[node] > nodeLevels[Int(parent)]
            if (nodeFlags[node].contains(.partOfLot) && !rises)
                || (nodeFlags[node].contains(.takenFromLot) && !falls)
            {
                throw .malformedSnapshot("lots go in circles")
            }
        }
        seal()
    }
}

extension LotGraph: Codable {
    private enum CodingKeys: CodingKey {
        case graph
    }

    /// As base64 of ``encoded()``.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        guard let bytes = Base64.bytes(try fields.decode(String.self, forKey: .graph)) else {
            throw DecodingError.dataCorruptedError(
                forKey: .graph, in: fields, debugDescription: "not base64")
        }
        do throws(GenealogyError) {
            try self.init(encoded: bytes)
        } catch {
            throw DecodingError.dataCorruptedError(
                forKey: .graph, in: fields, debugDescription: error.message)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(Base64.text(encoded()), forKey: .graph)
    }
}

extension ColumnReader {
    /// A number of things that are told elsewhere.
    fileprivate mutating func size() throws(GenealogyError) -> Int32 {
        guard let size = Int32(exactly: try value()) else {
            throw .malformedSnapshot("there are too many amounts")
        }
        return size
    }
}
