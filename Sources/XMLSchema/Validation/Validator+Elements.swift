import Diagnostics
import XMLStream

/// What the parent says about a child: the index of the declaration that it must satisfy, or one of these.
enum Judgement {
    static let lax: Int32 = -1
    static let skip: Int32 = -2
}

extension ValidationRun {
    /// Moves the parent's automaton and finds the declaration; reports an element that has no place here.
    @inline(__always)
    mutating func judge(_ tag: StartTag, in parent: UnsafeMutablePointer<Frame>) -> Int32 {
        let state = parent.pointee.state
        guard state >= 0, !parent.pointee.isNil else { return judgeWithoutAutomaton(tag, parent) }
        let row = tables.states + Int(state)
        let moves = tables.transitions + Int(row.pointee.firstTransition)
        let last = Int(lastMoves[Int(state)])
        if last < Int(row.pointee.transitionCount), moves[last].name == tag.name {
            parent.pointee.state = moves[last].next
            return moves[last].declaration
        }
        return judgeByOtherMoves(tag, parent)
    }

    @inline(never)
    private mutating func judgeByOtherMoves(_ tag: StartTag, _ parent: UnsafeMutablePointer<Frame>) -> Int32 {
        let state = parent.pointee.state
        guard let index = schema.moveIndex(from: state, on: tag.name) else {
            return judgeByWildcard(tag, parent)
        }
        lastMoves[Int(state)] = UInt16(truncatingIfNeeded: index)
        let move = schema.moves(from: state)[index]
        parent.pointee.state = move.next
        return move.declaration
    }

    @inline(never)
    private mutating func judgeWithoutAutomaton(
        _ tag: StartTag, _ parent: UnsafeMutablePointer<Frame>
    ) -> Int32 {
        if parent.pointee.isNil {
            reportNilContent()
            return Judgement.skip
        }
        switch parent.pointee.mode {
        case .document: return judgeRoot(tag)
        case .lax:
            typeFlags.insert(.marked)
            let declaration = tables.global(tag.name)
            return declaration >= 0 ? declaration : Judgement.lax
        case .skip: return Judgement.skip
        case .elementOnly, .mixed, .simple, .empty:
            if !parent.pointee.hasContentFinding {
                parent.pointee.hasContentFinding = true
                reportChildOfSimple(tag)
            }
            return Judgement.skip
        }
    }

    private mutating func judgeRoot(_ tag: StartTag) -> Int32 {
        let declaration = tables.global(tag.name)
        if declaration >= 0 { return declaration }
        typeFlags.insert(.marked)
        reportRoot(tag)
        return Judgement.skip
    }

    private mutating func judgeByWildcard(_ tag: StartTag, _ parent: UnsafeMutablePointer<Frame>) -> Int32 {
        let namespace = names[tag.name].namespace
        guard let move = schema.wildcardMove(from: parent.pointee.state, namespace: namespace) else {
            return resynchronise(tag, parent)
        }
        parent.pointee.state = move.next
        if move.wildcard.processContents != .skip { typeFlags.insert(.marked) }
        let declaration = tables.global(tag.name)
        switch move.wildcard.processContents {
        case .skip: return Judgement.skip
        case .lax: return declaration >= 0 ? declaration : Judgement.lax
        case .strict:
            if declaration >= 0 { return declaration }
            reportUndeclaredInWildcard(tag)
            return Judgement.skip
        }
    }

    /// After an unexpected child. When a later state takes it, what was left out between is missing and the
    /// automaton goes on from there; what was left out may still come, and is not reported again. Otherwise the child
    /// came too late or too often and the automaton stays; it is judged when the model has an element of that name. A
    /// misspelt name is taken for the one that was meant. Any other is passed over unjudged, and stands for whatever
    /// required child is missing there.
    private mutating func resynchronise(_ tag: StartTag, _ parent: UnsafeMutablePointer<Frame>) -> Int32 {
        let state = parent.pointee.state
        noteMarks(parent)
        let leftOut = parent.pointee.leftOut
        if let late = firstTransition(ahead: leftOut, on: tag.name, notTo: parent.pointee.jumpedTo) {
            parent.pointee.leftOut = late.next
            return late.declaration
        }
        let ahead = firstTransition(ahead: state, on: tag.name)
        // An unknown child stood where a required one is missing: it is taken for it, so nothing more is wrong here.
        if ahead == nil || state != parent.pointee.reportedState { reportUnexpected(tag, state: state) }
        if let ahead {
            parent.pointee.leftOut = state
            parent.pointee.jumpedTo = ahead.next
            parent.pointee.state = ahead.next
            return ahead.declaration
        }
        if let child = schema.contentModel(of: TypeID(rawValue: parent.pointee.type))?.child(tag.name) {
            return child.declaration
        }
        parent.pointee.reportedState = state
        // The nearest name costs much, and what it spares is findings.
        if findings.count < maximumFindings,
            let meant = transition(from: state, meantBy: names[tag.name].local)
        {
            parent.pointee.state = meant.next
        }
        return Judgement.skip
    }

    /// The move of a state on the name that a misspelt one resembles most, or on the same name of another namespace.
    private func transition(from state: Int32, meantBy local: String) -> Transition? {
        let moves = schema.moves(from: state)
        let nearest = nearestName(
            to: local, among: moves.lazy.map { [schema] in schema.names[$0.name].local })
        return moves.first { schema.names[$0.name].local == nearest }
    }

    /// The nearest transition on a name that can be reached from a state by leaving things out, without going through
    /// `barrier`.
    private mutating func firstTransition(
        ahead state: Int32, on name: NameID, notTo barrier: Int32 = -1
    ) -> Transition? {
        // A name that no schema has is on no transition.
        guard state >= 0, Int(name.rawValue) < schema.names.count else { return nil }
        let search = TransitionSearch(state: state, name: name, barrier: barrier)
        if let known = found[search] { return known }
        let transition = searchTransition(ahead: state, on: name, notTo: barrier)
        if found.count >= Self.searchesKept { found.removeAll() }
        found[search] = .some(transition)
        return transition
    }

    private static var searchesKept: Int { 4_096 }

    private func searchTransition(ahead state: Int32, on name: NameID, notTo barrier: Int32) -> Transition? {
        var seen: Set<Int32> = [state, barrier]
        var queue = [state]
        var index = 0
        while index < queue.count {
            if let found = schema.transition(from: queue[index], on: name), found.next != barrier {
                return found
            }
            for move in schema.moves(from: queue[index]) where seen.insert(move.next).inserted {
                queue.append(move.next)
            }
            index += 1
        }
        return nil
    }

    // MARK: The frame of an element

    /// Sets how the content is judged, by the declaration and by `xsi:type`.
    @inline(__always)
    mutating func settle(_ frame: UnsafeMutablePointer<Frame>, by judgement: Int32, _ tag: StartTag) {
        if judgement >= 0 {
            let row = tables.elements + Int(judgement)
            frame.pointee.declaration = judgement
            frame.pointee.type = row.pointee.type
            frame.pointee.setContent(
                row.pointee.content, row.pointee.mode, row.pointee.check, row.pointee.flags)
            if !tag.attributes.isEmpty || frame.pointee.flags.contains(.isAbstract) {
                settleInstanceType(&frame.pointee, tag)
            }
            typeFlags.formUnion(frame.pointee.flags)
        } else if judgement == Judgement.lax {
            frame.pointee.mode = .lax
        }
        frame.pointee.text = textTreatment(of: frame)
    }

    private mutating func settleInstanceType(_ frame: inout Frame, _ tag: StartTag) {
        let declared = schema.element(frame.declaration)
        guard let text = value(of: schema.xsi.type, in: tag) else {
            if frame.flags.contains(.isAbstract) { reportAbstract(declared, tag) }
            return
        }
        typeFlags.insert(.marked)
        let type = instanceType(text, tag, declared)
        guard type != declared.type else { return }
        frame.type = type.rawValue
        let row = tables.types[Int(type.rawValue)]
        frame.setContent(row.content, row.mode, row.check, row.flags)
    }

    @inline(__always)
    private func textTreatment(of frame: UnsafeMutablePointer<Frame>) -> Frame.Text {
        let isKept = isBuilding || recordFrames > 0
        return switch frame.pointee.mode {
        case .elementOnly: .blank
        case .simple: isKept || frame.pointee.check != .none ? .value : .unused
        case .mixed, .skip, .lax: isKept ? .node : .unused
        case .empty, .document: .refused
        }
    }

    // MARK: The end of an element

    @inline(__always)
    mutating func close(_ frame: UnsafeMutablePointer<Frame>) {
        switch frame.pointee.mode {
        case .simple:
            closeSimple(frame)
        case .elementOnly, .mixed:
            if !tables.states[Int(frame.pointee.state)].isAccepting { reportIncomplete(frame) }
            if frame.pointee.mode == .mixed { foldText(frame) }
        case .empty, .document:
            break
        case .lax, .skip:
            foldText(frame)
        }
    }

    @inline(never)
    private mutating func reportIncomplete(_ frame: UnsafeMutablePointer<Frame>) {
        noteMarks(frame)
        if frame.pointee.isNil || frame.pointee.state == frame.pointee.reportedState { return }
        // A value where elements must stand is one mistake: the finding about the text says what they are.
        if frame.pointee.hasTextFinding, !frame.pointee.hasChildren { return }
        reportMissing(frame.pointee)
    }

    @inline(__always)
    private mutating func closeSimple(_ frame: UnsafeMutablePointer<Frame>) {
        if frame.pointee.node < 0, frame.pointee.check == .none {
            builder.discardValues(from: frame.pointee.valueStart)
            return
        }
        closeValue(frame)
    }

    private mutating func closeValue(_ frame: UnsafeMutablePointer<Frame>) {
        if frame.pointee.flags.contains(.hasMarks) { noteMarkedValue(frame) }
        // Behind the children's values there is no one value any more, and theirs must stay where they are.
        let isJudged = !frame.pointee.isNil && !frame.pointee.hasChildren
        let start = frame.pointee.valueStart
        let type = frame.pointee.simpleType
        if frame.pointee.node >= 0 {
            guard !frame.pointee.hasChildren else { return }
            builder.normalise(from: start, tables.values[Int(type)].whiteSpace)
            builder.setValue(of: frame.pointee.node, from: start)
            guard isJudged, !accepts(builder.value(from: start), frame.pointee.check, type) else { return }
            reportProblem(frame)
        } else {
            if isJudged, !acceptsAsItIs(start, frame.pointee.check, type) {
                builder.normalise(from: start, tables.values[Int(type)].whiteSpace)
                if !accepts(builder.value(from: start), frame.pointee.check, type) { reportProblem(frame) }
            }
            builder.discardValues(from: start)
        }
    }

    @inline(never)
    private mutating func reportProblem(_ frame: UnsafeMutablePointer<Frame>) {
        // Words for a finding that is not kept cost as much as for one that is: a long value is looked through.
        guard findings.count < maximumFindings else {
            if frame.pointee.node >= 0 { builder.mark(frame.pointee.node, .invalid) }
            suppressedFindings += 1
            return
        }
        let type = schema.simpleTypes[Int(frame.pointee.simpleType)]
        let value = builder.value(from: frame.pointee.valueStart)
        guard let problem = problem(of: value, type) else { return }
        reportValue(problem, String(decoding: value, as: UTF8.self), frame.pointee, type)
    }

    // MARK: Marks

    /// The content of a type is wrong in which some children are marked: one of those may be what is meant.
    private mutating func noteMarks(_ frame: UnsafeMutablePointer<Frame>) {
        if frame.pointee.flags.contains(.hasMarks) { typeFlags.insert(.marked) }
    }

    /// Only a value that is written as the list has it, and that both dialects list, is certain.
    @inline(never)
    private mutating func noteMarkedValue(_ frame: UnsafeMutablePointer<Frame>) {
        let row = tables.values + Int(frame.pointee.simpleType)
        let value = builder.value(from: frame.pointee.valueStart)
        let isCertain = EnumerationSlot.containsUnmarked(
            value, slots: tables.enumerationSlots + Int(row.pointee.firstSlot), mask: row.pointee.slotMask,
            text: tables.text)
        if !isCertain { typeFlags.insert(.marked) }
    }

    // MARK: Text

    @inline(never)
    mutating func refuseText(_ utf8: UnsafeBufferPointer<UInt8>) {
        let frame = frames.top
        if frame.pointee.mode == .document { return }
        if frame.pointee.isNil { return reportNilContent() }
        // Between elements stand blanks, in an empty element nothing.
        guard !frame.pointee.hasTextFinding else { return }
        frame.pointee.hasTextFinding = true
        reportText(utf8)
    }

    /// Keeps the text of mixed and unjudged content as text nodes.
    @inline(never)
    mutating func appendMixedText(_ utf8: UnsafeBufferPointer<UInt8>) {
        let frame = frames.top
        guard frame.pointee.node >= 0 else { return }
        let last = frame.pointee.lastChild
        if last >= 0, builder[last].flags.contains(.text) {
            builder.extendText(last, with: utf8)
        } else {
            let node = builder.append(
                declaration: ~frame.pointee.name.rawValue, parent: frame.pointee.node, previous: last,
                at: places[frame.pointee.mark], flags: .text)
            frame.pointee.lastChild = node
            let start = builder.valueCount
            builder.appendValue(utf8)
            builder.setValue(of: node, from: start)
        }
    }

    /// An element that holds nothing but text has it as its value too.
    private mutating func foldText(_ frame: UnsafeMutablePointer<Frame>) {
        guard frame.pointee.node >= 0, !frame.pointee.hasChildren, frame.pointee.lastChild >= 0,
            builder[frame.pointee.lastChild].flags.contains(.text)
        else { return }
        builder.shareValue(of: frame.pointee.lastChild, with: frame.pointee.node)
    }

    // MARK: Nodes

    @inline(__always)
    mutating func makeNode(of frame: UnsafeMutablePointer<Frame>, isDeclared: Bool, _ tag: StartTag) {
        let parent = frames.top
        guard builder.hasRoom else { return stopBuilding(frame) }
        let place = tag.place
        frame.pointee.mark = TagMark(line: place.line, column: place.column)
        frame.pointee.node = builder.append(
            declaration: isDeclared ? frame.pointee.declaration : ~tag.name.rawValue,
            parent: parent.pointee.node,
            previous: parent.pointee.lastChild, at: place, flags: isDeclared ? [] : .undeclared)
        parent.pointee.lastChild = frame.pointee.node
    }

    /// The rest of the document is judged only.
    @inline(never)
    private mutating func stopBuilding(_ frame: UnsafeMutablePointer<Frame>) {
        reportTooLarge()
        isBuilding = false
        records = nil
        recordFrames = 0
        recordDepth = -1
        for index in 0..<frames.count {
            let open = frames.base + index
            open.pointee.node = -1
            open.pointee.lastChild = -1
            open.pointee.valueStart = 0
            open.pointee.text = textTreatment(of: open)
        }
        _ = builder.take()
        frame.pointee.valueStart = 0
        frame.pointee.text = textTreatment(of: frame)
    }
}

extension Frame {
    @inline(__always)
    mutating func setContent(_ content: Int32, _ mode: Mode, _ check: ValueCheck, _ flags: RowFlags) {
        self.mode = mode
        self.check = check
        self.flags = flags
        switch mode {
        case .simple:
            simpleType = content
            state = -1
        case .elementOnly, .mixed: state = content
        case .empty, .lax, .skip, .document: state = -1
        }
    }
}

/// What a search among the transitions depends on.
struct TransitionSearch: Hashable {
    let state: Int32
    let name: NameID
    let barrier: Int32
}
