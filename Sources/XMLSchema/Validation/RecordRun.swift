import XMLStream

/// Where a reading record by record stands.
struct RecordRun {
    let plan: RecordPlan
    /// Nil in the first pass.
    let header: Header?
    var nounCount = 0
    /// Whether the root is the noun.
    var isBare = false
    var open: OpenRecord?

    /// What a second pass continues: the document outside of records, with its noun elements in order.
    struct Header {
        let nouns: [Int32]
        let dataArea: Int32
    }

    struct OpenRecord {
        let mark: DocumentBuilder.Mark
        /// The number of frames while it is not open.
        let depth: Int
        let node: Int32
        let position: Int32
    }

    init(plan: RecordPlan, header: Document?) {
        self.plan = plan
        self.header = header.map { header in
            let dataArea = header.root?.child("DataArea")
            let around = header.root.map { $0.nameID == plan.noun ? [$0] : [] } ?? []
            let nouns = around.isEmpty ? dataArea?.children.filter { $0.nameID == plan.noun } ?? [] : around
            return Header(nouns: nouns.map(\.index), dataArea: dataArea?.index ?? -1)
        }
    }
}

extension ValidationRun {
    /// Before the node of the element is made: its parent's frame is on top.
    @inline(never)
    mutating func openRecordIfPlanned(_ tag: StartTag) {
        guard var records else { return }
        let depth = depth
        if depth == 0 { records.isBare = tag.name == records.plan.noun }
        if records.plan.isNoun(tag.name, depth: depth, isBare: records.isBare) { records.nounCount += 1 }
        let parentName = depth > 0 ? frames.top.pointee.name : nil
        if records.open == nil,
            records.plan.isRecord(tag.name, depth: depth, parent: parentName, isBare: records.isBare)
        {
            let parent = recordParent(records)
            let previous = parent >= 0 ? builder.lastChild(of: parent) : -1
            let mark = DocumentBuilder.Mark(
                nodes: builder.nodeCount, values: builder.valueCount, previous: previous, parent: parent)
            records.open = RecordRun.OpenRecord(
                mark: mark, depth: depth, node: Int32(truncatingIfNeeded: builder.nodeCount),
                position: childPosition)
            frames.top.pointee.node = parent
            frames.top.pointee.lastChild = previous
            isBuilding = true
            recordDepth = depth
        }
        self.records = records
    }

    private func recordParent(_ records: RecordRun) -> Int32 {
        guard let header = records.header else { return frames.top.pointee.node }
        if records.plan.records.isEmpty { return depth == 0 ? -1 : header.dataArea }
        return records.nounCount <= header.nouns.count && records.nounCount > 0
            ? header.nouns[records.nounCount - 1] : -1
    }

    /// The record that has just ended, with everything outside of records that is known; the builder goes on without
    /// it.
    mutating func closedRecord() -> (document: Document, node: Int32)? {
        guard let record = records?.open else { return nil }
        recordCount += 1
        let document = Document(
            schema: schema, storage: builder.copy(), extraNames: names.additions,
            record: (record.node, record.position))
        builder.truncate(to: record.mark)
        frames.top.pointee.lastChild = record.mark.previous
        records?.open = nil
        recordDepth = -1
        isBuilding = records?.header == nil
        return (document, record.node)
    }
}
