import Diagnostics
import XMLSchema

/// What the times of a document have in common.
struct TimeFacts {
    var zoned = 0
    var local = 0
    /// Where the first time without a zone stands.
    var firstLocal: Place?
    var firstLocalText = ""
    /// The period of the element that was asked about last.
    fileprivate var whole: (node: Int32, period: RuleRun.Period?) = (-1, nil)

    /// Nodes are counted anew in each record.
    mutating func forget() { whole = (-1, nil) }
}

extension RuleRun {
    // MARK: One time

    mutating func checkTime(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        let value = view.value(index)
        guard value.count >= 19 else { return }
        let tail = value[value.count - 1]
        // An offset is six bytes long: +hh:mm.
        let isZoned =
            tail == 0x5A
            || value.count > 19 && value[value.count - 3] == 0x3A
                && (value[value.count - 6] == 0x2B || value[value.count - 6] == 0x2D)
        if isZoned {
            times.zoned += 1
        } else {
            times.local += 1
            if times.firstLocal == nil, isOn(.missingZone) || isOn(.mixedZones) {
                times.firstLocal = place(of: index)
                times.firstLocalText = value.text
            }
        }
        if value[0] != 0x32 { checkUnset(value, index) }
        if traits[Int(view[index].declaration)].pair == ElementRole.actualPair { checkActual(value, index) }
    }

    private static let unset: [(day: StaticString, whose: String)] = [
        ("0001-01-01T00:00:00", "the .NET platform"), ("1601-01-01T00:00:00", "Windows file times"),
        ("1753-01-01T00:00:00", "SQL Server"), ("1899-12-30T00:00:00", "OLE automation"),
        ("1900-01-01T00:00:00", "SQL Server"), ("1970-01-01T00:00:00", "Unix"),
    ]

    /// The first moment that a platform can write stands where nobody has set a time.
    private mutating func checkUnset(_ value: UnsafeBufferPointer<UInt8>, _ index: Int32) {
        let start = UnsafeBufferPointer(rebasing: value.prefix(19))
        guard let unset = Self.unset.first(where: { start.equals($0.day) }) else { return }
        report(
            .unsetTime, at: index,
            "\(name(of: index)) is the first time of \(unset.whose), as if nobody had set it",
            found: value.text, advice: "Leave the element out where there is no time.")
    }

    private mutating func checkActual(_ value: UnsafeBufferPointer<UInt8>, _ index: Int32) {
        guard let created = message.creation, let actual = Moment(value),
            created.isBefore(actual, by: Self.clockSkew)
        else { return }
        report(
            .actualInFuture, at: index, "\(name(of: index)) lies after the message that reports it was made",
            found: value.text,
            advice: "Check the clocks and the zones of both, or report what is planned elsewhere.")
    }

    mutating func finishTimes() {
        guard let place = times.firstLocal else { return }
        let advice =
            "Have the sender write Z or an offset such as +01:00; else the zone of the settings is taken."
        let count = times.local == 1 ? "One time has" : "\(times.local) times have"
        if times.zoned > 0, isOn(.mixedZones) {
            report(
                .mixedZones, at: place,
                "\(count) no zone and \(times.zoned) have one, so their order is not sure",
                found: times.firstLocalText, advice: advice)
        } else {
            report(
                .missingZone, at: place, "\(count) no zone, this one first", found: times.firstLocalText,
                advice: advice)
        }
    }

    mutating func checkDuration(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        let value = view.value(index)
        guard !value.isEmpty else { return }
        let duration = DurationValue(value)
        if duration.isNegative, !duration.isZero {
            return report(
                .negativeDuration, at: index, "The duration \(value.text) is negative",
                expected: ["PT0S or more"],
                found: value.text, advice: "Write how long the work takes.")
        }
        guard traits[Int(view[index].declaration)].role == .duration, isOn(.windowTooShort),
            let needed = duration.seconds
        else { return }
        let parent = view[index].parent
        guard parent >= 0, let window = period(view, parent, traits, of: 1 << UInt16(ElementRole.windowPair)),
            let start = window.start, let end = window.end, start.hasZone == end.hasZone,
            end.seconds >= start.seconds, end.seconds - start.seconds < needed
        else { return }
        report(
            .windowTooShort, at: index, "The work takes \(value.text), longer than there is time for it",
            found: value.text, advice: "Check the duration, the earliest start and the latest end.")
    }

    // MARK: Periods

    struct Period {
        var start: Moment?
        var end: Moment?
        var startNode: Int32 = -1
        var endNode: Int32 = -1
    }

    /// The period of an element: the first of the pairs, given as bits, of which it has a time.
    private func period(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>, of pairs: UInt16
    ) -> Period? {
        var found: (pair: UInt8, period: Period)?
        var child = view.firstChild(of: index)
        while child >= 0 {
            let own = traits[Int(view[child].declaration)]
            if own.role == .start || own.role == .end, pairs & 1 << UInt16(own.pair) != 0,
                found == nil || found?.pair == own.pair,
                view.isJudged(child), !view.isNil(child)
            {
                var period = found?.period ?? Period()
                if own.role == .start {
                    period.start = Moment(view.value(child))
                    period.startNode = child
                } else {
                    period.end = Moment(view.value(child))
                    period.endNode = child
                }
                found = (own.pair, period)
            }
            child = view.nextSibling(of: child)
        }
        return found?.period
    }

    mutating func checkPeriod(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        var isDated = false
        var seen: UInt16 = 0
        var child = view.firstChild(of: index)
        while child >= 0 {
            let own = traits[Int(view[child].declaration)]
            if own.role == .start || own.role == .end, seen & 1 << UInt16(own.pair) == 0 {
                seen |= 1 << UInt16(own.pair)
                checkPair(own.pair, view, index, traits)
                isDated = isDated || own.pair < ElementRole.pairsOfWork
            }
            child = view.nextSibling(of: child)
        }
        if isDated { checkInside(view, index, traits) }
    }

    private mutating func checkPair(
        _ pair: UInt8, _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        guard let period = period(view, index, traits, of: 1 << UInt16(pair)), let start = period.start,
            let end = period.end,
            end.isBefore(start)
        else { return }
        let times = (view.value(period.startNode).text, view.value(period.endNode).text)
        report(
            .endBeforeStart, at: period.endNode,
            "\(name(of: index)) ends at \(times.1), before it starts at \(times.0)",
            expected: ["\(times.0) or later"],
            found: times.1, advice: "Check both times, and their offsets.")
    }

    /// The first ``ElementRole/pairsOfWork`` pairs.
    private static let work: UInt16 = 1 << UInt16(ElementRole.pairsOfWork) - 1

    /// The part of a whole overlaps the time of the whole. It need not lie within: a window may be wider than a plan,
    /// and a request may go on beyond the horizon of its schedule.
    private mutating func checkInside(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        var ancestor = view[index].parent
        while ancestor >= 0 {
            let declaration = view[ancestor].declaration
            if declaration >= 0, traits[Int(declaration)].interest.contains(.period) { break }
            ancestor = view[ancestor].parent
        }
        guard ancestor >= 0, let whole = periodOfWork(view, ancestor, traits),
            let part = period(view, index, traits, of: Self.work)
        else { return }
        if let end = part.end, let start = whole.start, end.isBefore(start) {
            reportOutside(view, index, ancestor, at: part.endNode, "ends before", whole.startNode, "starts")
        } else if let start = part.start, let end = whole.end, end.isBefore(start) {
            reportOutside(
                view, index, ancestor, at: part.startNode, "starts after", whole.endNode, "has ended")
        }
    }

    /// The parts of one whole ask one after another.
    private mutating func periodOfWork(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) -> Period? {
        if times.whole.node == index { return times.whole.period }
        let found = period(view, index, traits, of: Self.work)
        times.whole = (index, found)
        return found
    }

    private mutating func reportOutside(
        _ view: NodeView, _ part: Int32, _ whole: Int32, at time: Int32, _ does: String, _ bound: Int32,
        _ wholeDoes: String
    ) {
        report(
            .partOutside, at: time, "\(name(of: part)) \(does) its \(name(of: whole)) \(wholeDoes)",
            expected: ["a time that fits \(view.value(bound).text)"], found: view.value(time).text,
            advice: "Check both times, and their offsets.")
    }
}
