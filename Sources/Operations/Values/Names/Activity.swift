/// The eight activities of the generic activity model, in the order in which work meets them.
///
/// Source: ISA-95 Part 3, generic activity model; the raw values are those of B2MML `MOMFunction`.
package enum Activity: String, Sendable, Codable, CaseIterable, Hashable {
    case definitionManagement = "Definition management"
    case resourceManagement = "Resource management"
    case detailedScheduling = "Detailed scheduling"
    case dispatching = "Dispatching"
    case executionManagement = "Execution management"
    case dataCollection = "Data collection"
    case tracking = "Tracking"
    case performanceAnalysis = "Performance analysis"
}
