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

    /// After an unexpected child: when the model has an element of that name, the child is judged by it; when a
    /// later state takes it, what was left out between is missing and the automaton goes on from there; otherwise it
    /// came too late or too often and the automaton stays. A name that the model has not is passed over unjudged.
    private mutating func resynchronise(_ tag: StartTag) -> Judgement {
        let top = frames.count - 1
        let state = frames[top].state
        defer { frames[top].hasContentFinding = true }
        reportUnexpected(tag, state: state)
        if let ahead = firstTransition(ahead: state, on: tag.name) {
            frames[top].state = ahead.next
            return .declared(ahead.declaration)
        }
        guard let model = schema.contentModel(of: TypeID(rawValue: frames[top].type)),
            let child = model.child(tag.name)
        else { return .skip }
        return .declared(child.declaration)
    }

    /// The nearest transition on a name that can be reached from a state by leaving things out.
    private func firstTransition(ahead state: Int32, on name: NameID) -> Transition? {
        var seen: Set<Int32> = [state]
        var queue = [state]
        var index = 0
        while index < queue.count {
            if let transition = schema.transition(from: queue[index], on: name) { return transition }
            for move in schema.moves(from: queue[index]) where seen.insert(move.next).inserted {
                queue.append(move.next)
            }
            index += 1
        }
        return nil
    }

    /// Makes the node and the frame of an element, by its declaration, `xsi:type` and `xsi:nil`.
    mutating func open(_ tag: StartTag, _ judgement: Judgement) -> Frame {
        let parent = frames.last
        var declaration = ~tag.name.rawValue
        var flags: NodeRecord.Flags = []
        if case .declared(let index) = judgement { declaration = index } else { flags.insert(.undeclared) }
        var node: Int32 = -1
        if isBuilding {
            node = builder.append(
                declaration: declaration, parent: parent?.node ?? -1, previous: parent?.lastChild ?? -1,
                line: tag.line, column: tag.column, flags: flags)
            if !frames.isEmpty { frames[frames.count - 1].lastChild = node }
        }
        var frame = frame(for: tag, judgement, node: node)
        frame.line = tag.line
        frame.column = tag.column
        return frame
    }

    private mutating func frame(for tag: StartTag, _ judgement: Judgement, node: Int32) -> Frame {
        let start = builder.valueCount
        switch judgement {
        case .skip:
            return Frame(name: tag.name, mode: .skip, node: node, valueStart: start, line: 0, column: 0)
        case .lax:
            return Frame(name: tag.name, mode: .lax, node: node, valueStart: start, line: 0, column: 0)
        case .declared(let index):
            let declaration = schema.elements[Int(index)]
            let type = instanceType(tag, declaration)
            return frame(of: type, name: tag.name, node: node, start: start)
        }
    }

    private func frame(of id: TypeID, name: NameID, node: Int32, start: Int) -> Frame {
        let type = schema.types[Int(id.rawValue)]
        var frame: Frame
        switch type.content {
        case .empty:
            frame = Frame(name: name, mode: .empty, node: node, valueStart: start, line: 0, column: 0)
        case .simple(let simple):
            frame = Frame(name: name, mode: .simple, node: node, valueStart: start, line: 0, column: 0)
            frame.simpleType = simple.rawValue
        case .elementOnly(let model):
            frame = Frame(name: name, mode: .elementOnly, node: node, valueStart: start, line: 0, column: 0)
            frame.state = schema.contentModels[Int(model)].startState
        case .mixed(let model):
            frame = Frame(name: name, mode: .mixed, node: node, valueStart: start, line: 0, column: 0)
            frame.state = schema.contentModels[Int(model)].startState
        case .any:
            frame = Frame(name: name, mode: .lax, node: node, valueStart: start, line: 0, column: 0)
        }
        frame.type = id.rawValue
        return frame
    }

    // MARK: The end of an element

    mutating func close(_ frame: Frame) {
        switch frame.mode {
        case .simple: closeSimple(frame)
        case .elementOnly, .mixed:
            if frame.isNil {
                reportNilContentIfAny(frame)
            } else if !schema.states[Int(frame.state)].isAccepting {
                reportMissing(frame)
            }
            foldText(frame)
        case .empty:
            break
        case .lax, .skip:
            foldText(frame)
        }
    }

    private mutating func closeSimple(_ frame: Frame) {
        let type = schema.simpleTypes[Int(frame.simpleType)]
        if frame.isNil, builder.valueCount > frame.valueStart {
            reportNilContent(frame)
        }
        guard frame.node >= 0 else {
            builder.discardValues(from: frame.valueStart)
            return
        }
        builder.setValue(of: frame.node, from: frame.valueStart, type.whiteSpace)
        guard !frame.isNil, !frame.hasChildren else { return }
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
