package import Diagnostics

/// Which request meets which fault. A value, and a function of the request's number alone: the same plan gives
/// the same faults in every run, in whatever order the requests are worked on.
package struct FaultPlan: Sendable, Hashable {
    /// A fault for a run of requests, counted from 1.
    package struct Scripted: Sendable, Hashable {
        package var requests: ClosedRange<Int>
        package var fault: Fault

        package init(_ requests: ClosedRange<Int>, _ fault: Fault) {
            self.requests = requests
            self.fault = fault
        }
    }

    /// A share of all requests that no script names, chosen by a seed.
    package struct Share: Sendable, Hashable {
        /// Of 1,000 requests; 0 to 1,000.
        package var perMille: Int
        /// One of them, evenly.
        package var faults: [Fault]
        package var seed: UInt64

        package init(perMille: Int, of faults: [Fault], seed: UInt64) {
            self.perMille = perMille
            self.faults = faults
            self.seed = seed
        }
    }

    /// The first that names the request counts.
    package var scripted: [Scripted]
    package var share: Share?

    package init(_ scripted: [Scripted] = [], share: Share? = nil) {
        self.scripted = scripted
        self.share = share
    }

    package func fault(for number: Int) -> Fault? {
        if let entry = scripted.first(where: { $0.requests.contains(number) }) { return entry.fault }
        guard let share, !share.faults.isEmpty else { return nil }
        var random = SplitMix64(
            state: share.seed &+ UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15)
        guard Int.random(in: 0..<1000, using: &random) < share.perMille else { return nil }
        return share.faults.randomElement(using: &random)
    }
}

/// Steele, Lea and Flood's generator: small, and well spread from neighbouring states.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}

// MARK: As text

extension FaultPlan {
    /// Reads a plan as it is given on the command line: faults with the requests they meet, separated by commas.
    ///
    ///     drop@4                  request 4
    ///     refuse:2s@1-3           requests 1 to 3, with Retry-After: 2
    ///     delay:250ms@5-          from request 5 on
    ///     drop|reset|error~10%#7  a tenth of the others, one of the three, with seed 7
    ///
    /// Names are those of ``Fault/name``; `delay` and `trickle` need a time, `refuse` may have one.
    ///
    /// - Throws: ``FaultPlanError`` naming the part that cannot be read.
    package init(parsing text: String) throws(FaultPlanError) {
        self.init()
        for part in text.split(separator: ",") {
            let part = part.filter { $0 != " " }
            if let at = part.firstIndex(of: "@") {
                let fault = try Self.fault(part[..<at], in: part)
                scripted.append(Scripted(try Self.range(part[part.index(after: at)...], in: part), fault))
            } else if let mark = part.firstIndex(of: "~"), share == nil {
                share = try Self.share(part[..<mark], part[part.index(after: mark)...], in: part)
            } else {
                throw FaultPlanError(part: part)
            }
        }
    }

    private static func fault(_ text: Substring, in part: String) throws(FaultPlanError) -> Fault {
        let pieces = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let time = pieces.count == 2 ? duration(pieces[1]) : nil
        guard let name = pieces.first, (pieces.count == 2) == (time != nil) else {
            throw FaultPlanError(part: part)
        }
        switch (name, time) {
        case ("refuse", _): return .refuse(retryAfter: time)
        case ("error", nil): return .serverError(afterCommit: false)
        case ("error-after-commit", nil): return .serverError(afterCommit: true)
        case ("delay", let time?): return .delay(time)
        case ("stall", nil): return .stall
        case ("drop", nil): return .commitThenDrop
        case ("drop-unread", nil): return .dropBeforeReading
        case ("reset", nil): return .resetMidReply
        case ("truncate", nil): return .truncate
        case ("trickle", let time?): return .trickle(pause: time)
        default: throw FaultPlanError(part: part)
        }
    }

    private static func duration(_ text: Substring) -> Duration? {
        if text.hasSuffix("ms"), let count = Int(text.dropLast(2)), count >= 0 { return .milliseconds(count) }
        if text.hasSuffix("s"), let count = Int(text.dropLast()), count >= 0 { return .seconds(count) }
        return nil
    }

    private static func range(_ text: Substring, in part: String) throws(FaultPlanError) -> ClosedRange<Int> {
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = ends.first.flatMap({ Int($0) }), first >= 1 else {
            throw FaultPlanError(part: part)
        }
        guard ends.count == 2 else { return first...first }
        if ends[1].isEmpty { return first...Int.max }
        guard let last = Int(ends[1]), last >= first else { throw FaultPlanError(part: part) }
        return first...last
    }

    private static func share(
        _ names: Substring, _ rate: Substring, in part: String
    ) throws(FaultPlanError) -> Share {
        let pieces = rate.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let seed = pieces.count == 2 ? UInt64(pieces[1]) : 0
        guard let seed, let percent = pieces.first, percent.hasSuffix("%"),
            let count = Int(percent.dropLast()), (0...100).contains(count)
        else { throw FaultPlanError(part: part) }
        var faults: [Fault] = []
        for name in names.split(separator: "|") { faults.append(try fault(name, in: part)) }
        guard !faults.isEmpty else { throw FaultPlanError(part: part) }
        return Share(perMille: count * 10, of: faults, seed: seed)
    }
}

/// A fault plan that cannot be read.
package struct FaultPlanError: AdapterError, Hashable {
    package let part: String

    package var code: Code { "SIMULATE-FAULT-1" }
    package var message: String { "\"\(part)\" is not a fault of the simulator" }
    package var advice: String? {
        "Write for example drop@4, refuse:2s@1-3, delay:250ms@5- or drop|reset~10%#7, separated by commas."
    }
    package var exitStatus: ExitStatus { .usage }
}
