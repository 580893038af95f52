import Adapter
import ArgumentParser
import Diagnostics
import Foundation

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract:
            "The main job on shipped samples: schedule in, loop, performance out, confirmed by the ERP.",
        discussion: "Example: b2mml demo --keep demo")

    @Option(help: ArgumentHelp("Keep the journal, the messages and the report here.", valueName: "folder"))
    var keep: String?

    @Flag(help: "A simulated plant: two lines, four domains, faults, and a planner who approves proposals.")
    var plant = false

    @Option(help: ArgumentHelp("With --plant: how long it works, 1 to 28.", valueName: "days"))
    var days = 7

    @Option(help: ArgumentHelp("With --plant: the same one is the same week.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp(
            "With --plant: an activity of a domain that counts as not done.", valueName: "domain/activity"))
    var without: PlantCell?

    func validate() throws {
        if !(1...28).contains(days) { throw ValidationError("--days is from 1 to 28") }
        if !plant, without != nil || days != 7 || seed != 1 {
            throw ValidationError("--days, --seed and --without belong to --plant")
        }
    }

    func run() async throws {
        let folder = try DemoFolder(keep)
        if plant { return try await runPlant(in: folder) }
        let summary = try await Demo(folder: folder, samples: DemoSamples(Installation())).run()
        Terminal.say(summary.text)
        Terminal.say("Report: \(folder.report)")
        if !summary.isComplete { throw Ending(status: .look) }
    }

    private func runPlant(in folder: DemoFolder) async throws {
        let summary = try await PlantDemo(folder: folder, days: days, seed: seed, without: without)
            .run(Installation())
        Terminal.say(summary.text)
        Terminal.say("Report: \(folder.report)")
        if !summary.isAsExpected { throw Ending(status: .look) }
    }
}
