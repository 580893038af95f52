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

    func run() async throws {
        let folder = try DemoFolder(keep)
        let summary = try await Demo(folder: folder, samples: DemoSamples(Installation())).run()
        Terminal.say(summary.text)
        Terminal.say("Report: \(folder.report)")
        if !summary.isComplete { throw Ending(status: .look) }
    }
}
