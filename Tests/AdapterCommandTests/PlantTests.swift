import Foundation
import Testing

/// The simulated plant. `PLANT_LONG=1` runs all 32 cells, a whole week, and the replay of a day.
@Suite struct PlantTests {
    private static let isLong = ProcessInfo.processInfo.environment["PLANT_LONG"] != nil
    private static let driver = Program.shared("mesa/V0700/driver.xsd")
    private static let xmllint = FileManager.default.isExecutableFile(atPath: "/usr/bin/xmllint")
    private static let domains = ["Production", "Maintenance", "Quality", "Inventory"]
    private static let activities = [
        "DefinitionManagement", "ResourceManagement", "DetailedScheduling", "Dispatching",
        "ExecutionManagement", "DataCollection", "Tracking", "PerformanceAnalysis",
    ]
    private static let cells =
        isLong
        ? domains.flatMap { domain in activities.map { "\(domain)/\($0)" } }
        : ["Production/PerformanceAnalysis", "Quality/Tracking", "Inventory/Dispatching"]

    /// A day of a seed, kept, with the texts of all that went through the doors.
    private struct Day {
        let b2mml: Program
        let output: Program.Output
        let report: String
        let doors: [String]

        init(seed: Int = 1, days: Int = 1, _ more: String...) throws {
            b2mml = try Program()
            guard let program = Program.path else { throw Program.NotBuilt() }
            let arguments = ["demo", "--plant", "--keep", "week", "--days", "\(days)", "--seed", "\(seed)"]
            output = try b2mml.run(program, arguments + more)
            let folder = b2mml.folder
            doors = try folder.names(in: "week/doors")
            report = try String(contentsOfFile: "\(folder.path)/week/report.txt", encoding: .utf8)
        }

        func text(_ name: String) throws -> String {
            try String(contentsOfFile: "\(b2mml.folder.path)/week/\(name)", encoding: .utf8)
        }

        /// Of the documents that the business sent.
        var documents: [String] {
            doors.filter {
                $0.hasSuffix("-information.xml") || $0.hasSuffix("-schedule.xml")
                    || $0.hasSuffix("-cancellation.xml")
            }
            .map { "week/doors/\($0)" }
        }

        /// The number before a word in the report.
        func number(_ pattern: Regex<(Substring, Substring)>) throws -> Int {
            let match = try #require(report.firstMatch(of: pattern))
            return try #require(Int(match.output.1))
        }
    }

    @Test func twoDaysAreAsExpected() throws {
        let days = try Day(days: 2)
        #expect(days.output.status == 0, "\(days.output.out)\(days.output.err)")
        #expect(days.output.out.hasPrefix(days.report.trimmingCharacters(in: .newlines)))
        #expect(days.report.contains("32 of 32 cells have evidence."))
        #expect(!days.report.contains("NO "))
        #expect(try days.number(/([0-9]+) performance messages confirmed, 0 not/) > 80)
        #expect(try days.number(#/Production +([0-9]+) +0 /#) >= 84)
        for domain in Self.domains {
            #expect(days.report.contains("\(domain): all eight activities were seen"))
        }
        let matrix = try days.b2mml(
            "loop", "matrix", "--journal", "sqlite:week/journal.sqlite", "--config", "week/b2mml.yaml")
        #expect(matrix.status == 0 && !matrix.out.contains("no evidence"), "\(matrix.err)")
    }

    @Test func theSameSeedIsTheSameDay() throws {
        let (one, other, another) = (try Day(), try Day(), try Day(seed: 2))
        #expect(one.report == other.report)
        #expect(one.doors == other.doors)
        for name in one.doors.map({ "doors/\($0)" }) + ["replay.sh"] {
            #expect(try one.text(name) == other.text(name), "\(name)")
        }
        #expect(one.report != another.report)
    }

    @Test func whatTheBusinessSendsIsV0700() throws {
        let days = try Day(seed: 4, days: 2)
        let broken = days.documents.filter { $0.contains("broken") }
        let refused = try days.number(/objects, ([0-9]+) refused/)
        #expect(days.documents.count > 8 && broken.count == refused && refused > 0)
        for document in days.documents {
            let judged = try days.b2mml("validate", "--set", "V0700", document)
            #expect(judged.status == (broken.contains(document) ? 1 : 0), "\(document): \(judged.out)")
        }
    }

    @Test(.enabled(if: driver != nil && xmllint, "MESA's schemas or xmllint are not here"))
    func whatGoesInAndOutIsValidUnderMESAsOwnSchema() throws {
        let day = try Day()
        let messages = day.doors.filter { $0.contains("OperationsPerformance") }.prefix(20)
        #expect(messages.count == 20)
        for name in day.documents.filter({ !$0.contains("broken") }) + messages.map({ "week/doors/\($0)" }) {
            let judged = try day.b2mml.run(
                "/usr/bin/xmllint",
                ["--noout", "--nonet", "--schema", try #require(Self.driver), name])
            #expect(judged.status == 0, "\(name): \(judged.err)")
        }
    }

    /// The domain's loop breaks where it is cut, and no other's.
    @Test(arguments: cells)
    func aCellThatIsSwitchedOffIsNamed(_ cell: String) throws {
        let day = try Day(seed: 1, days: 1, "--without", cell)
        #expect(day.output.status == 1)
        let parts = cell.split(separator: "/").map(String.init)
        let broken = day.report.split(separator: "\n").filter { $0.contains("the loop breaks at") }
        #expect(broken.count == 1)
        let line = try #require(broken.first).filter { $0 != " " }.lowercased()
        #expect(line.hasPrefix("\(parts[0]):theloopbreaksat\(parts[1]),".lowercased()), "\(line)")
        #expect(day.report.contains("31 of 32 cells have evidence."))
        #expect(day.report.contains("NO   all 32 cells have evidence (31)"))
    }

    @Test(.enabled(if: isLong, "PLANT_LONG is not set"), arguments: [1, 2, 3])
    func aWeekIsLongEnoughToLearn(_ seed: Int) throws {
        let week = try Day(seed: seed, days: 7)
        #expect(week.output.status == 0, "\(week.output.out)")
        #expect(week.report.contains(/R1 after .* PAINT-WHITE#20, PT50M to PT5[456]M.*: Verified/))
    }

    /// By the commands and the clock of today. What rules ask for has other names than in the plant, so the records of
    /// that work are refused, and only these, beside those that were wrong in the plant already.
    @Test(.enabled(if: isLong, "PLANT_LONG is not set"))
    func aDayCanBeTakenInAgain() throws {
        let day = try Day()
        let program = try #require(Program.path)
        let path = URL(filePath: program).deletingLastPathComponent().path(percentEncoded: false)
        let replayed = try day.b2mml.run(
            "/bin/sh", ["-c", "cd week && sh replay.sh"], environment: ["PATH": "\(path):/usr/bin:/bin"])
        #expect(replayed.status == 0, "\(replayed.err.suffix(2_000))")
        let refusals = replayed.out.matches(of: /LOOP-REFUSED-[0-9]+/).map { String($0.output) }
        #expect(Set(refusals).isSubset(of: ["LOOP-REFUSED-4", "LOOP-REFUSED-11"]))
        let told = try ["journal", "replay"].map { name in
            try day.b2mml(
                "exchange", "outbox", "--format", "jsonl", "--config", "week/b2mml.yaml", "--journal",
                "sqlite:week/\(name).sqlite"
            ).objects().compactMap { $0["bodID"] as? String }.sorted()
        }
        #expect(told[0] == told[1] && told[0].count > 40)
    }

    @Test(arguments: [
        ["--plant", "--days", "0"], ["--days", "3"], ["--plant", "--without", "Sales/Tracking"],
        ["--seed", "7"],
    ])
    func whatMakesNoSenseIsRefused(_ options: [String]) throws {
        let b2mml = try Program()
        let program = try #require(Program.path)
        let output = try b2mml.run(program, ["demo"] + options)
        #expect(output.status == 2, "\(output.out)\(output.err)")
        #expect(output.out.isEmpty)
    }
}
