import Diagnostics

extension ActivityLoop {
    /// Lets the rules answer events that have just been applied, and what follows from that.
    ///
    /// - Parameters:
    ///   - events: in their order; the last of them is the last that was applied.
    ///   - now: when what follows is decided.
    /// - Returns: everything that followed, which has been applied.
    package mutating func react(to events: [Event], at now: Instant) -> Decision {
        var result = Decision(.unchanged)
        guard !settings.rules.isEmpty else { return result }
        var queue = numbered(events)
        var next = 0
        while next < queue.count {
            let (event, number) = queue[next]
            next += 1
            for rule in settings.rules.answering(event, in: state) {
                let followed = fire(rule, event, number, now)
                result.append(followed)
                queue += numbered(followed.events)
            }
        }
        if !result.events.isEmpty { result.outcome = .applied }
        return result
    }

    /// With their numbers, which end with the count of all.
    private func numbered(_ events: [Event]) -> [(Event, Int)] {
        events.enumerated().map { ($0.element, state.eventCount - events.count + $0.offset + 1) }
    }

    /// Applies what a rule does about an event.
    private mutating func fire(_ rule: EventRule, _ event: Event, _ number: Int, _ now: Instant) -> Decision {
        let fields = EventFields(event: event, state: state)
        let key =
            rule.repetition.key.isEmpty
            ? String(number)
            : rule.repetition.key.map { name in EventField(rawValue: name).flatMap { fields[$0] } ?? "" }
                .joined(separator: "|")
        let answer = RuleAnswer(
            rule: rule, event: event, number: number, key: key, fields: fields,
            before: event.origin?.cause ?? fields.request.flatMap { state.requests[$0]?.cause })
        if let (cause, reason) = obstacle(to: answer, now) { return suppress(answer, cause, reason, now) }
        var result = Decision(.applied)
        let fired = RuleFired(
            rule: rule.id, version: rule.version, event: number, key: key,
            commands: rule.actions.indices.map { CommandName.of(rule: rule, event: number, action: $0) })
        record(.ruleFired(fired), answer, now, &result)
        for index in rule.actions.indices { carry(out: index, answer, now, &result) }
        return result
    }

    private func obstacle(to answer: RuleAnswer, _ now: Instant) -> (RuleSuppressed.Cause, String)? {
        let rule = answer.rule
        let chain = answer.before?.rules ?? []
        if chain.contains(rule.id) {
            return (.descendant, "it follows from itself: \((chain + [rule.id]).joined(separator: ", "))")
        }
        if chain.count >= rule.maximalDepth {
            return (.depth, "it follows from \(chain.count) rules: \(chain.joined(separator: ", "))")
        }
        let firings = state.firings[rule.id] ?? []
        if !rule.repetition.key.isEmpty,
            let last = firings.last(where: { $0.key == answer.key && now < $0.at + rule.repetition.window })
        {
            return (.repeated, "it has answered \(answer.key) at \(ZonedTime(last.at))")
        }
        if let limit = rule.repetition.limit,
            firings.count(where: { now < $0.at + rule.repetition.period }) >= limit
        {
            return (.limit, "it has fired \(limit) times within \(rule.repetition.period)")
        }
        return nil
    }

    private mutating func carry(
        out index: Int, _ answer: RuleAnswer, _ now: Instant, _ result: inout Decision
    ) {
        let name = CommandName.of(rule: answer.rule, event: answer.number, action: index)
        guard let command = answer.command(index, named: name, now) else {
            let missing = answer.missing(index)
            result.append(suppress(answer, .incomplete, "the event names no \(missing)", now))
            return
        }
        do throws(LoopError) {
            result.append(try perform(command, at: now))
        } catch {
            result.append(suppress(answer, .refused, error.message, now))
        }
    }

    /// Nothing that a rule does not do is kept silent.
    private mutating func suppress(
        _ answer: RuleAnswer, _ cause: RuleSuppressed.Cause, _ reason: String, _ now: Instant
    ) -> Decision {
        let fact = RuleSuppressed(
            rule: answer.rule.id, version: answer.rule.version, event: answer.number, key: answer.key,
            cause: cause, reason: reason)
        var result = Decision(.applied)
        record(.ruleSuppressed(fact), answer, now, &result)
        // That it does not say the same twice is what it is asked for.
        if cause != .repeated {
            result.findings.append(
                LoopNote.make(
                    "LOOP-RULE-1", .warning, "rule \(answer.rule.id)",
                    "it did not answer event \(answer.number): \(reason)"))
        }
        return result
    }

    private mutating func record(
        _ fact: Fact, _ answer: RuleAnswer, _ now: Instant, _ result: inout Decision
    ) {
        let event = Event(
            answer.event.domain, at: now,
            origin: Origin(actor: "rule \(answer.rule.id)", cause: answer.before),
            fact)
        apply(event)
        result.events.append(event)
    }
}

extension Decision {
    /// With what another one led to.
    mutating func append(_ other: Decision) {
        events += other.events
        findings += other.findings
        notices += other.notices
    }
}
