import ArgumentParser

struct LoopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "loop", abstract: "Works the MOM loop from the terminal.",
        discussion: "Example: b2mml loop run && b2mml loop dispatch --work-centre MIXER-01",
        subcommands: [
            LoopRunCommand.self, LoopScheduleCommand.self, LoopDispatchCommand.self, LoopRecordCommand.self,
            LoopKPICommand.self, LoopMatrixCommand.self, LoopWhyCommand.self, LoopEventsCommand.self,
            LoopRulesCommand.self,
            LoopProposalsCommand.self,
            LoopApproveCommand.self, LoopRejectCommand.self, LoopTraceCommand.self, LoopRecallCommand.self,
            LoopHoldCommand.self, LoopReleaseCommand.self, LoopNonConformancesCommand.self,
            LoopNonConformanceCommand.self,
        ])
}
