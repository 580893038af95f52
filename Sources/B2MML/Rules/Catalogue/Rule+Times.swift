import Diagnostics

extension Rule {
    private static let segment =
        "<ProductionSchedule><ProductionRequest><ID>R1</ID><SegmentRequirement>…</SegmentRequirement>"
        + "</ProductionRequest></ProductionSchedule>"
    private static let request =
        "<ProductionSchedule><ProductionRequest><ID>R1</ID>…</ProductionRequest></ProductionSchedule>"

    static let times: [Rule] = [
        Rule(
            .endBeforeStart, .error, "Nothing ends before it starts",
            why:
                "No work can be planned from it, and durations that are calculated from it are negative. Of two "
                + "times of which one has no zone it is said only when they are more than 14 hours apart.",
            source: "ISA-95 Part 2, start and end times; XSD 1.0 Part 2, 3.2.7.4 for the order of times",
            looksAt:
                "StartTime and EndTime, EarliestStartTime and LatestEndTime, the actual, planned and requested "
                + "times, effective and expiration dates",
            RuleExample(
                .v0401, request,
                passes:
                    "<StartTime>2026-03-02T06:00:00Z</StartTime><EndTime>2026-03-02T08:00:00+02:00</EndTime>",
                fails:
                    "<StartTime>2026-03-02T06:00:00Z</StartTime><EndTime>2026-03-02T07:00:00+02:00</EndTime>")
        ),
        Rule(
            .negativeDuration, .error, "A duration is not negative",
            why: "xs:duration has a sign, but no work takes less than no time.",
            source: "ISA-95 Part 2, duration; XSD 1.0 Part 2, 3.2.6", looksAt: "elements of type xs:duration",
            RuleExample(
                .v0401, segment, passes: "<Duration>PT2H</Duration>", fails: "<Duration>-PT2H</Duration>")),
        Rule(
            .windowTooShort, .warning, "The work fits between its earliest start and its latest end",
            why: "A scheduler can only refuse such a segment, or break one of the two limits.",
            source: "ISA-95 Part 2, segment requirement",
            looksAt: "Duration, EarliestStartTime, LatestEndTime",
            RuleExample(
                .v0401, segment,
                passes: "<EarliestStartTime>2026-03-02T06:00:00Z</EarliestStartTime>"
                    + "<LatestEndTime>2026-03-02T08:00:00Z</LatestEndTime><Duration>PT2H</Duration>",
                fails: "<EarliestStartTime>2026-03-02T06:00:00Z</EarliestStartTime>"
                    + "<LatestEndTime>2026-03-02T08:00:00Z</LatestEndTime><Duration>PT3H</Duration>")),
        Rule(
            .partOutside, .warning, "A part is not wholly outside of the time of the whole",
            why:
                "A window may be wider than a plan, and a request may go on beyond the horizon of its schedule. But "
                + "when they have no moment in common one of the times is wrong.",
            source: "ISA-95 Part 2, schedule, request and segment requirement",
            looksAt: "the times of segments in requests and of requests in schedules; likewise of responses",
            RuleExample(
                .v0401,
                "<ProductionSchedule><ProductionRequest><ID>R1</ID>"
                    + "<StartTime>2026-03-02T06:00:00Z</StartTime><EndTime>2026-03-02T14:00:00Z</EndTime>"
                    + "<SegmentRequirement>…</SegmentRequirement></ProductionRequest></ProductionSchedule>",
                passes: "<EarliestStartTime>2026-03-01T22:00:00Z</EarliestStartTime>",
                fails: "<EarliestStartTime>2026-03-03T06:00:00Z</EarliestStartTime>")),
        Rule(
            .unsetTime, .warning, "A time is not the first one that a platform can write",
            why:
                "Programs write it where nobody has set a time: the year 1 in .NET, 1970 in Unix, 1900 in SQL Server. "
                + "Taken for a time it moves an order by centuries.",
            source: "The epochs of the platforms", looksAt: "all times",
            RuleExample(
                .v0401, request, passes: "<StartTime>2026-03-02T06:00:00Z</StartTime>",
                fails: "<StartTime>0001-01-01T00:00:00Z</StartTime>")),
        Rule(
            .actualInFuture, .warning, "What a message reports as done was done before the message was made",
            why:
                "An actual time is a record. One that lies ahead is a plan in the wrong place, or the clock or the "
                + "zone of one of the systems is wrong. Up to five minutes are left to clocks that drift.",
            source: "ISA-95 Part 2, segment response; RFC 4120, 3.1.3 for the five minutes",
            looksAt: "ActualStartTime, ActualEndTime, ApplicationArea/CreationDateTime",
            RuleExample(
                .v0401,
                "<ProcessProductionPerformance releaseID=\"V0401\"><ApplicationArea>"
                    + "<CreationDateTime>2026-03-02T06:00:00Z</CreationDateTime></ApplicationArea><DataArea><Process/>"
                    + "<ProductionPerformance><ProductionResponse><SegmentResponse>…</SegmentResponse>"
                    + "</ProductionResponse></ProductionPerformance></DataArea></ProcessProductionPerformance>",
                passes: "<ActualEndTime>2026-03-02T05:00:00Z</ActualEndTime>",
                fails: "<ActualEndTime>2026-03-02T07:00:00Z</ActualEndTime>")),
        Rule(
            .missingZone, .note, "A time says its zone",
            why:
                "A local time means another moment in every plant. The zone of the settings is taken for it; said "
                + "once for a document.",
            source: "ISA-95 Part 5 on times (ISO 8601); XSD 1.0 Part 2, 3.2.7.3", looksAt: "all times",
            RuleExample(
                .v0401, request, passes: "<StartTime>2026-03-02T06:00:00+01:00</StartTime>",
                fails: "<StartTime>2026-03-02T06:00:00</StartTime>")),
        Rule(
            .mixedZones, .warning, "Either all times of a document say their zone or none does",
            why:
                "Which of two times is the earlier cannot be said when only one has a zone, unless they are more "
                + "than 14 hours apart. Said once for a document, instead of RULE-ZONE-1.",
            source: "XSD 1.0 Part 2, 3.2.7.4", looksAt: "all times",
            RuleExample(
                .v0401, request,
                passes: "<StartTime>2026-03-02T06:00:00Z</StartTime><EndTime>2026-03-02T14:00:00Z</EndTime>",
                fails: "<StartTime>2026-03-02T06:00:00Z</StartTime><EndTime>2026-03-02T14:00:00</EndTime>")),
    ]
}
