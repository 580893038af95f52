import Foundation
import Operations

/// A published instance with the shortest makespan that is known.
struct Instance {
    let name: String
    let best: Int64
    let problem: SchedulingProblem

    /// Best known as of August 2026; mk10 is between 189 and 193.
    static let jobShops: [(name: String, best: Int64)] = [
        ("ft06", 55), ("la01", 666), ("la02", 655), ("la03", 597), ("la04", 590), ("la05", 593),
        ("ft10", 930), ("ft20", 1_165), ("la21", 1_046), ("la38", 1_196), ("abz7", 656),
        ("ta01", 1_231), ("ta11", 1_357), ("ta21", 1_642), ("ta31", 1_764),
    ]
    static let flexible: [(name: String, best: Int64)] = [
        ("mk01", 40), ("mk02", 26), ("mk03", 204), ("mk04", 60), ("mk05", 172), ("mk06", 57), ("mk07", 139),
        ("mk08", 523), ("mk09", 307), ("mk10", 193),
    ]

    /// Of a job shop: the jobs and units, then for each job pairs of unit and duration.
    static func jobShop(_ name: String, _ best: Int64, in folder: String) throws -> Instance {
        let text = try String(contentsOfFile: "\(folder)/jsp/\(name)", encoding: .utf8)
        var numbers = Numbers(text)
        let (jobs, units) = (numbers.next(), numbers.next())
        var shop = Shop(units: units)
        for job in 0..<jobs {
            shop.add(job, (0..<units).map { _ in [(numbers.next(), numbers.next())] })
        }
        return Instance(name: name, best: best, problem: shop.problem)
    }

    /// The same, but for each operation the number of its pairs first.
    static func flexible(_ name: String, _ best: Int64, in folder: String) throws -> Instance {
        let text = try String(contentsOfFile: "\(folder)/fjsp/\(name).txt", encoding: .utf8)
        var numbers = Numbers(text)
        let (jobs, units) = (numbers.next(), numbers.next())
        var shop = Shop(units: units)
        for job in 0..<jobs {
            let operations = (0..<numbers.next()).map { _ in
                (0..<numbers.next()).map { _ in (numbers.next(), numbers.next()) }
            }
            shop.add(job, operations)
        }
        return Instance(name: name, best: best, problem: shop.problem)
    }

    /// The whole numbers of a text without the lines that begin with `#`.
    private struct Numbers {
        private var rest: ArraySlice<Int>

        init(_ text: String) {
            let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
            rest = lines.flatMap { $0.split(whereSeparator: \.isWhitespace).compactMap { Int($0) } }[...]
        }

        mutating func next() -> Int { rest.popFirst() ?? 0 }
    }

    private struct Shop {
        var problem: SchedulingProblem

        init(units: Int) {
            problem = SchedulingProblem(start: Instant(milliseconds: 0))
            problem.units = (0..<units).map { SchedulingProblem.Unit(Identifier("M\($0)")) }
        }

        mutating func add(_ job: Int, _ operations: [[(unit: Int, duration: Int)]]) {
            problem.jobs.append(SchedulingProblem.Job(Identifier("J\(job)")))
            for (place, modes) in operations.enumerated() {
                let modes = modes.map {
                    SchedulingProblem.Mode(
                        unit: Int32($0.unit), duration: TimeSpan(milliseconds: Int64($0.duration)))
                }
                problem.operations.append(
                    SchedulingProblem.Operation(Identifier("O\(place)"), job: Int32(job), modes: modes))
                let index = Int32(problem.operations.count - 1)
                if place > 0 { problem.links.append(SchedulingProblem.Link(index - 1, index)) }
            }
        }
    }
}
