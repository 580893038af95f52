import Diagnostics
import Foundation

extension Rule {
    private static let use =
        "<ProductionSchedule><ProductionRequest><ID>R1</ID><SegmentRequirement><MaterialRequirement>…"
        + "</MaterialRequirement></SegmentRequirement></ProductionRequest></ProductionSchedule>"

    private static func segment(_ before: String, _ material: String) -> String {
        "<OperationsSchedule><ID>S1</ID>\(before)<OperationsRequest><ID>R1</ID>\(material)<SegmentRequirement>"
            + "<ID>10</ID>…</SegmentRequirement></OperationsRequest></OperationsSchedule>"
    }

    private static let ids =
        "<ProcessSegmentID>MIX</ProcessSegmentID><OperationsDefinitionID>D1</OperationsDefinitionID>"
        + "<OperationsSegmentID>MIX</OperationsSegmentID>"

    private static let response =
        "<ProductionPerformance><ProductionResponse><SegmentResponse>…</SegmentResponse></ProductionResponse>"
        + "</ProductionPerformance>"

    static let words: [Rule] = [
        Rule(
            .otherWithoutValue, .warning, "Other says what it is",
            why:
                "An enumeration that a site may extend holds the word Other, and the attribute OtherValue what is "
                + "meant. The schema does not tie them together.",
            source: "B2MML, the extensible enumerations", looksAt: "elements with the attribute OtherValue",
            RuleExample(
                .v0401, use, passes: "<MaterialUse OtherValue=\"Rework\">Other</MaterialUse>",
                fails: "<MaterialUse>Other</MaterialUse>")),
        Rule(
            .otherValueBesideWord, .warning, "OtherValue stands beside the word Other only",
            why: "Beside a word of the list it is not defined which of the two counts.",
            source: "B2MML, the extensible enumerations", looksAt: "elements with the attribute OtherValue",
            RuleExample(
                .v0401, use, passes: "<MaterialUse>Consumed</MaterialUse>",
                fails: "<MaterialUse OtherValue=\"Rework\">Consumed</MaterialUse>")),
        Rule(
            .otherValueIsListed, .note, "What has a word in the list is not written as Other",
            why: "A receiver that looks for the word does not find it.",
            source: "B2MML, the extensible enumerations", looksAt: "elements with the attribute OtherValue",
            RuleExample(
                .v0401, use, passes: "<MaterialUse OtherValue=\"Rework\">Other</MaterialUse>",
                fails: "<MaterialUse OtherValue=\"Consumed\">Other</MaterialUse>")),
        Rule(
            .illegalMaterialUse, .warning, "The use of a material is one of its domain",
            why:
                "Production consumes and produces; maintenance and inventory consume and produce material for "
                + "themselves, and quality takes samples. Before V0700 the words for what goes in and out are common.",
            source: "B2MML, documentation of MaterialUse1Type; ISA-95 Part 2, material use",
            looksAt: "MaterialUse, OperationsType",
            RuleExample(
                .v0700,
                segment("", "<OperationsType>Maintenance</OperationsType>").replacingOccurrences(
                    of: "…", with: ids + "<MaterialRequirement><ID>M1</ID>…</MaterialRequirement>"),
                passes: "<MaterialUse>Material Consumed</MaterialUse>",
                fails: "<MaterialUse>Produced</MaterialUse>")),
        Rule(
            .contradictingType, .warning, "A part is of the type of the whole, unless that is Mixed",
            why:
                "What holds parts of several types is Mixed. Otherwise a receiver that sorts by the type of the whole "
                + "sends the part to the wrong department.",
            source: "ISA-95 Part 2, operations type", looksAt: "OperationsType, WorkType",
            RuleExample(
                .v0700,
                segment("<OperationsType>Production</OperationsType>", "…").replacingOccurrences(
                    of: "<ID>10</ID>…", with: "<ID>10</ID>" + ids),
                passes: "<OperationsType>Production</OperationsType>",
                fails: "<OperationsType>Maintenance</OperationsType>")),
        Rule(
            .stateAgainstTimes, .warning,
            "What has not begun has no actual start, and what has not ended no actual end",
            why: "The state and the times of one segment contradict each other, and KPIs count one of them.",
            source: "ISA-95 Part 2, segment response",
            looksAt: "SegmentState, ActualStartTime, ActualEndTime",
            RuleExample(
                .v0401, response,
                passes:
                    "<ActualEndTime>2026-03-02T06:00:00Z</ActualEndTime><SegmentState>Completed</SegmentState>",
                fails:
                    "<ActualEndTime>2026-03-02T06:00:00Z</ActualEndTime><SegmentState>Running</SegmentState>")
        ),
        Rule(
            .stateAgainstPart, .warning, "What is completed has no part that is not",
            why:
                "An ERP settles the order on the state of the whole, and the rest of the work is booked nowhere.",
            source: "ISA-95 Part 2, operations response and segment response",
            looksAt: "ResponseState, SegmentState",
            RuleExample(
                .v0401,
                "<ProductionPerformance><ProductionResponse><SegmentResponse>…</SegmentResponse>"
                    + "<ResponseState>Completed</ResponseState></ProductionResponse></ProductionPerformance>",
                passes: "<SegmentState>Completed</SegmentState>",
                fails: "<SegmentState>Running</SegmentState>")),
        Rule(
            .finishedRequest, .warning, "Process asks for work that is still to do",
            why:
                "Process hands a request over to be dealt with. One that is already completed or cancelled is told "
                + "by Change or Sync.",
            source: "ISA-95 Part 5, Process; B2MML RequestState1Type", looksAt: "RequestState, ScheduleState",
            RuleExample(
                .v0700,
                "<ProcessOperationsSchedule releaseID=\"7.0.1\"><ApplicationArea>"
                    + "<CreationDateTime>2026-03-02T06:00:00Z</CreationDateTime></ApplicationArea><DataArea><Process/>"
                    + segment("", "…").replacingOccurrences(of: "<ID>10</ID>…", with: "<ID>10</ID>" + ids)
                    + "</DataArea></ProcessOperationsSchedule>",
                passes: "<RequestState>Released</RequestState>",
                fails: "<RequestState>Completed</RequestState>")),
        Rule(
            .levelAboveParent, .warning, "Equipment is nested from the enterprise downwards",
            why:
                "A place is found by walking down the hierarchy. A site inside of a work cell is found nowhere.",
            source: "ISA-95 Part 1, role-based equipment hierarchy",
            looksAt: "EquipmentLevel and EquipmentElementLevel of scopes and equipment inside of each other",
            RuleExample(
                .v0401,
                "<ProductionSchedule><Location><EquipmentID>A</EquipmentID>"
                    + "<EquipmentElementLevel>Site</EquipmentElementLevel><Location><EquipmentID>B</EquipmentID>"
                    + "<EquipmentElementLevel>…</EquipmentElementLevel></Location></Location>"
                    + "<ProductionRequest><ID>R1</ID></ProductionRequest></ProductionSchedule>",
                passes: "Area", fails: "Enterprise")),
    ]
}
