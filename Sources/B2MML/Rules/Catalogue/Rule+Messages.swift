import Diagnostics
import Foundation

extension Rule {
    private static let envelope =
        "<SyncMaterialClass releaseID=\"7.0.1\"><ApplicationArea>"
        + "<CreationDateTime>2026-03-02T06:00:00Z</CreationDateTime></ApplicationArea><DataArea>…"
        + "<MaterialClass><ID>RESIN</ID></MaterialClass></DataArea></SyncMaterialClass>"

    private static let answer =
        "<AcknowledgeMaterialClass releaseID=\"7.0.1\"><ApplicationArea>"
        + "<CreationDateTime>2026-03-02T06:00:00Z</CreationDateTime><BODID>B-2</BODID></ApplicationArea>"
        + "<DataArea><Acknowledge>…</Acknowledge>"
        + "<MaterialClass><ID>RESIN</ID></MaterialClass></DataArea></AcknowledgeMaterialClass>"

    private static let question =
        "<OriginalApplicationArea><CreationDateTime>2026-03-02T05:59:00Z</CreationDateTime>"
        + "<BODID>B-1</BODID></OriginalApplicationArea>"

    private static let action =
        "<Sync><ActionCriteria><ActionExpression actionCode=\"Add\"/></ActionCriteria></Sync>"

    static let messages: [Rule] = [
        Rule(
            .noMessage, .error, "The document element is a transaction or a noun",
            why:
                "BatchML declares about a hundred leaf elements for all the world to use, such as ID and Value. "
                + "A document that is nothing but one of them is valid, and nobody can act on it.",
            source: "B2MML and BatchML: global elements that no transaction carries",
            looksAt: "the document element",
            RuleExample(
                .v0700, passes: "<MaterialClass><ID>RESIN</ID></MaterialClass>", fails: "<ID>RESIN</ID>")),
        Rule(
            .emptyNoun, .warning, "A schedule, a performance, a list or a set of information has an entry",
            why:
                "The noun is only there to carry its entries. Without any the receiver cannot tell whether there "
                + "is nothing to do or whether the sender has lost something.",
            source: "ISA-95 Part 2, the schedule, performance and information models",
            looksAt:
                "nouns whose names end in Schedule, Performance, Information or List, except in Get and Cancel",
            RuleExample(
                .v0401, "<ProductionSchedule><ID>S1</ID>…</ProductionSchedule>",
                passes: "<ProductionRequest><ID>R1</ID></ProductionRequest>", fails: "")),
        Rule(
            .emptyRelease, .note, "Where two sets share a namespace, releaseID says which is used",
            why:
                "The attribute is required and takes any text. Two dialects of V0700 share a namespace, so that "
                + "only this attribute tells them apart.",
            source: "ISA-95 Part 5; B2MML, attribute releaseID of the transactions",
            looksAt: "@releaseID of the namespace of V0700",
            RuleExample(
                .v0700,
                "<SyncMaterialClass …><ApplicationArea><CreationDateTime>2026-03-02T06:00:00Z</CreationDateTime>"
                    + "</ApplicationArea><DataArea>\(action)<MaterialClass><ID>RESIN</ID></MaterialClass></DataArea>"
                    + "</SyncMaterialClass>", passes: "releaseID=\"7.0.1\"", fails: "releaseID=\"\"")),
        Rule(
            .emptyBODID, .warning, "A BODID is not empty",
            why:
                "BODID is the identity of a message, by which a repetition is known. All empty ones are alike.",
            source: "ISA-95 Part 5; B2MML TransApplicationAreaType", looksAt: "ApplicationArea/BODID",
            RuleExample(
                .v0700,
                "<SyncMaterialClass releaseID=\"7.0.1\"><ApplicationArea>"
                    + "<CreationDateTime>2026-03-02T06:00:00Z</CreationDateTime>…</ApplicationArea>"
                    + "<DataArea>\(action)<MaterialClass><ID>RESIN</ID></MaterialClass></DataArea>"
                    + "</SyncMaterialClass>", passes: "<BODID>B-1</BODID>", fails: "<BODID/>")),
        Rule(
            .answerWithQuestionsBODID, .warning, "An answer has a BODID of its own",
            why:
                "BODID is the identity of a message. With that of the question an answer looks like a repetition "
                + "with other content.",
            source: "ISA-95 Part 5; B2MML TransApplicationAreaType",
            looksAt: "ApplicationArea/BODID and OriginalApplicationArea/BODID",
            RuleExample(
                .v0700, answer, passes: question,
                fails: question.replacingOccurrences(of: "B-1", with: "B-2"))),
        Rule(
            .answerWithoutQuestion, .warning, "An answer says which message it answers",
            why: "Without the application area of the question its sender cannot match the answer.",
            source: "ISA-95 Part 5, Acknowledge, Respond and Confirm", looksAt: "OriginalApplicationArea",
            RuleExample(.v0700, answer, passes: question, fails: "")),
        Rule(
            .answerBeforeQuestion, .warning, "An answer is not older than its question",
            why:
                "A clock or a zone is wrong in one of the systems, and with it all times of that system. Up to five "
                + "minutes are left to clocks that drift.",
            source: "ISA-95 Part 5; RFC 4120, 3.1.3 for the five minutes",
            looksAt: "CreationDateTime of ApplicationArea and OriginalApplicationArea",
            RuleExample(
                .v0700, answer, passes: question,
                fails: question.replacingOccurrences(of: "T05:59", with: "T08:00"))),
        Rule(
            .syncWithoutAction, .note, "Sync says whether it adds, changes or deletes",
            why:
                "Without an action Sync means Add. Receivers that keep what they have treat that as a conflict.",
            source: "ISA-95 Part 5, Sync; B2MML TransSyncType",
            looksAt: "Sync/ActionCriteria/ActionExpression",
            RuleExample(.v0700, envelope, passes: action, fails: "<Sync/>")),
        Rule(
            .actionOfOtherDirection, .warning, "A request asks, and an answer answers",
            why:
                "Add, Change and Delete are actions to take; Accepted, Modified, Replaced and Rejected are what "
                + "became of them. One attribute type lists all seven, so the schema takes either in both places.",
            source: "ISA-95 Part 5; B2MML TransActionCodeType", looksAt: "@actionCode",
            RuleExample(
                .v0700, envelope, passes: action,
                fails: action.replacingOccurrences(of: "Add", with: "Accepted"))),
        Rule(
            .unknownAction, .warning, "An action code is one of the seven",
            why:
                "The attribute takes any text. A partner who does not know the word does what it does by default, "
                + "or nothing.",
            source: "B2MML TransActionCodeType", looksAt: "@actionCode",
            RuleExample(
                .v0700, envelope, passes: action,
                fails: action.replacingOccurrences(of: "\"Add\"", with: "\"ADD\""))),
        Rule(
            .severalCriteria, .warning, "A Sync or an answer has one criterion",
            why: "The schema lets them repeat as OAGIS does; in ISA-95 only the first is defined.",
            source: "ISA-95 Part 5; B2MML TransSyncType", looksAt: "ActionCriteria of Sync, ResponseCriteria",
            RuleExample(
                .v0700, envelope, passes: action,
                fails: action.replacingOccurrences(
                    of: "</Sync>",
                    with: "<ActionCriteria><ActionExpression actionCode=\"Delete\"/></ActionCriteria></Sync>")
            )),
    ]
}
