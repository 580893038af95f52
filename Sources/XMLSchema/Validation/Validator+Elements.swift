import Diagnostics
import XMLStream

/// What the parent says about a child.
enum Judgement {
    /// Index of the declaration that it must satisfy.
    case declared(Int32)
    case lax
    case skip
}

extension Validator {
    /// Moves the parent's automaton and finds the declaration; reports an element that has no place here.
    mutating func judge(_ tag: StartTag) -> Judgement {
        guard !frames.isEmpty else { return judgeRoot(tag) }
        let top = frames.count - 1
        frames[top].hasChildren = true
        if frames[top].isNil {
            reportNilContent()
            return .skip
        }
        switch frames[top].mode {
        case .elementOnly, .mixed:
            if let transition = schema.transition(from: frames[top].state, on: tag.name) {
                frames[top].state = transition.next
                return .declared(transition.declaration)
            }
            return judgeByWildcard(tag)
        case .lax:
            return schema.globalDeclarations[tag.name].map { .declared($0) } ?? .lax
        case .skip:
            return .skip
        case .simple, .empty:
            if !frames[top].hasContentFinding {
                frames[top].hasContentFinding = true
                reportChildOfSimple(tag)
            }
            return .skip
        }
    }

    private mutating func judgeRoot(_ tag: StartTag) -> Judgement {
        if let declaration = schema.globalDeclarations[tag.name] { return .declared(declaration) }
        reportRoot(tag)
        return .skip
    }

    private mutating func judgeByWildcard(_ tag: StartTag) -> Judgement {
        let top = frames.count - 1
        guard let move = schema.wildcardMove(from: frames[top].state, namespace: names[tag.name].namespace)
        else {
            return resynchronise(tag)
        }
        frames[top].state = move.next
        switch move.wildcard.processContents {
        case .skip: return .skip
        case .lax: return schema.globalDeclarations[tag.name].map { .declared($0) } ?? .lax
        case .strict:
            if let declaration = schema.globalDeclarations[tag.name] { return .declared(declaration) }
            reportUndeclaredInWildcard(tag)
            return .skip
        }
    }

    /// After an unexpected child. When a later state takes it, what was left out between is missing and the
    /// automaton goes on from there; what was left out may still come, and is not reported again. Otherwise the child
    /// came too late or too often and the automaton stays; it is judged when the model has an element of that name. A
    /// misspelt name is taken for the one that was meant. Any other is passed over unjudged, and stands for whatever
    /// required child is missing there.
    private mutating func resynchronise(_ tag: StartTag) -> Judgement {
        let top = frames.count - 1
        let state = frames[top].state
        if let late = firstTransition(ahead: frames[top].leftOut, on: tag.name, notTo: frames[top].jumpedTo) {
            frames[top].leftOut = late.next
            return .declared(late.declaration)
        }
        let ahead = firstTransition(ahead: state, on: tag.name)
        // An unknown child stood where a required one is missing: it is taken for it, so nothing more is wrong here.
        if ahead == nil || state != frames[top].reportedState { reportUnexpected(tag, state: state) }
        if let ahead {
            frames[top].leftOut = state
            frames[top].jumpedTo = ahead.next
            frames[top].state = ahead.next
            return .declared(ahead.declaration)
        }
        if let child = schema.contentModel(of: TypeID(rawValue: frames[top].type))?.child(tag.name) {
            return .declared(child.declaration)
        }
        frames[top].reportedState = state
        if let meant = transition(from: state, meantBy: names[tag.name].local) {
            frames[top].state = meant.next
        }
        return .skip
    }

    /// The move of a state on the name that a misspelt one resembles most, or on the same name of another namespace.
    private func transition(from state: Int32, meantBy local: String) -> Transition? {
        let moves = schema.moves(from: state)
        let nearest = nearestName(to: local, among: moves.lazy.map { schema.names[$0.name].local })
        return moves.first { schema.names[$0.name].local == nearest }
    }

    /// The nearest transition on a name that can be reached from a state by leaving things out, without going through
    /// `barrier`.
    private func firstTransition(
        ahead state: Int32, on name: NameID, notTo barrier: Int32 = -1
    ) -> Transition? {
        guard state >= 0 else { return nil }
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

    /// Makes the node and the frame of an element, by its declaration, `xsi:type` and `xsi:nil`.
    mutating func open(_ tag: StartTag, _ judgement: Judgement) -> Frame {
        // First the type, whose findings count the siblings that are there already.
        var frame = frame(for: tag, judgement)
        guard isBuilding else { return frame }
        let parent = frames.last
        var declaration = ~tag.name.rawValue
        var flags: NodeRecord.Flags = []
        if case .declared(let index) = judgement { declaration = index } else { flags.insert(.undeclared) }
        frame.node = builder.append(
            declaration: declaration, parent: parent?.node ?? -1, previous: parent?.lastChild ?? -1,
            line: tag.line, column: tag.column, flags: flags)
        if !frames.isEmpty { frames[frames.count - 1].lastChild = frame.node }
        return frame
    }

    private mutating func frame(for tag: StartTag, _ judgement: Judgement) -> Frame {
        var frame = Frame(
            name: tag.name, valueStart: builder.valueCount, line: tag.line, column: tag.column)
        switch judgement {
        case .skip: break
        case .lax: frame.mode = .lax
        case .declared(let index):
            let type = instanceType(tag, schema.elements[Int(index)])
            frame.type = type.rawValue
            setContent(schema.type(type).content, of: &frame)
        }
        return frame
    }

    private func setContent(_ content: TypeDefinition.Content, of frame: inout Frame) {
        switch content {
        case .empty:
            frame.mode = .empty
        case .simple(let simple):
            frame.mode = .simple
            frame.simpleType = simple.rawValue
        case .elementOnly(let model):
            frame.mode = .elementOnly
            frame.state = schema.contentModels[Int(model)].startState
        case .mixed(let model):
            frame.mode = .mixed
            frame.state = schema.contentModels[Int(model)].startState
        case .any:
            frame.mode = .lax
        }
    }

    // MARK: The end of an element

    mutating func close(_ frame: Frame) {
        switch frame.mode {
        case .simple: closeSimple(frame)
        case .elementOnly, .mixed:
            let isComplete = frame.isNil || schema.states[Int(frame.state)].isAccepting
            // A value where elements must stand is one mistake: the finding about the text says what they are.
            let isValue = frame.hasTextFinding && !frame.hasChildren
            if !isComplete, !isValue, frame.state != frame.reportedState { reportMissing(frame) }
            foldText(frame)
        case .empty:
            break
        case .lax, .skip:
            foldText(frame)
        }
    }

    private mutating func closeSimple(_ frame: Frame) {
        let type = schema.simpleTypes[Int(frame.simpleType)]
        guard frame.node >= 0 else {
            builder.discardValues(from: frame.valueStart)
            return
        }
        // Behind the children's values there is no one value any more, and theirs must stay where they are.
        guard !frame.hasChildren else { return }
        builder.setValue(of: frame.node, from: frame.valueStart, type.whiteSpace)
        guard !frame.isNil else { return }
        let problem = builder.withValue(of: frame.node) { schema.problem(of: $0, type: type) }
        if let problem { reportValue(problem, frame, type) }
    }

    // MARK: Mixed content

    /// Keeps the text of mixed and unjudged content as text nodes.
    mutating func appendMixedText(_ utf8: UnsafeBufferPointer<UInt8>) {
        let top = frames.count - 1
        guard frames[top].node >= 0 else { return }
        let last = frames[top].lastChild
        if last >= 0, builder.nodes[Int(last)].flags.contains(.text) {
            builder.extendText(last, with: utf8)
        } else {
            let node = builder.append(
                declaration: ~frames[top].name.rawValue, parent: frames[top].node, previous: last,
                line: frames[top].line, column: frames[top].column, flags: .text)
            frames[top].lastChild = node
            let start = builder.valueCount
            builder.appendValue(utf8)
            builder.setValue(of: node, from: start, .preserve)
        }
    }

    /// An element that holds nothing but text has it as its value too.
    private mutating func foldText(_ frame: Frame) {
        guard frame.node >= 0, !frame.hasChildren, frame.lastChild >= 0,
            builder.nodes[Int(frame.lastChild)].flags.contains(.text)
        else { return }
        builder.shareValue(of: frame.lastChild, with: frame.node)
    }
}
