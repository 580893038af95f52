import Diagnostics

extension Rule {
    private static let schedule = "<ProductionSchedule>…</ProductionSchedule>"

    static let identifiers: [Rule] = [
        Rule(
            .emptyID, .error, "A request, an order and a resource have an ID",
            why:
                "The schema takes an empty one. A request without an identity can neither be changed nor reported "
                + "on, and all such requests look like one.",
            source: "ISA-95 Part 2, the attribute ID of each object",
            looksAt: "ID of nouns, requests and orders; not in Get, where it is a pattern",
            RuleExample(
                .v0401, schedule, passes: "<ProductionRequest><ID>R1</ID></ProductionRequest>",
                fails: "<ProductionRequest><ID/></ProductionRequest>")),
        Rule(
            .emptyReference, .warning, "An identifier is not empty",
            why:
                "An empty reference refers to nothing, and says less than its absence: was it forgotten, or lost?",
            source: "B2MML IdentifierType", looksAt: "all other identifiers",
            RuleExample(
                .v0401, "<MaterialLot><ID>L1</ID>…</MaterialLot>",
                passes: "<MaterialDefinitionID>M1</MaterialDefinitionID>", fails: "<MaterialDefinitionID/>")),
        Rule(
            .blanksAtEnds, .note, "An identifier has no blanks at its ends",
            why:
                "xs:normalizedString keeps them. They come from columns of fixed width; they are kept in the value, "
                + "and ignored where identifiers are compared.",
            source: "XSD 1.0 Part 2, 4.3.6; B2MML IdentifierType", looksAt: "all identifiers",
            RuleExample(
                .v0401, schedule, passes: "<ProductionRequest><ID>37431</ID></ProductionRequest>",
                fails: "<ProductionRequest><ID>37431 </ID></ProductionRequest>")),
        Rule(
            .onlyZeros, .note, "An identifier is not nothing but zeros",
            why:
                "Four zeros and more are the initial value of a numeric field in some systems, and stand for none.",
            source: "SAP, initial values of type NUMC", looksAt: "all identifiers",
            RuleExample(
                .v0401, schedule, passes: "<ProductionRequest><ID>000100</ID></ProductionRequest>",
                fails: "<ProductionRequest><ID>000000</ID></ProductionRequest>")),
        Rule(
            .repeatedID, .error,
            "No two requests, segments, definitions or resources in one place have one ID",
            why:
                "The schemas declare no keys. Which of the two is meant by the ID is not defined, and the second may "
                + "replace the first. Objects of one ID and different versions are not alike.",
            source: "ISA-95 Part 2, the attribute ID: unique within what is exchanged",
            looksAt: "children of one name that repeat and have an ID",
            RuleExample(
                .v0401, schedule,
                passes: "<ProductionRequest><ID>R1</ID></ProductionRequest>"
                    + "<ProductionRequest><ID>R2</ID></ProductionRequest>",
                fails: "<ProductionRequest><ID>R1</ID></ProductionRequest>"
                    + "<ProductionRequest><ID>R1</ID></ProductionRequest>")),
        Rule(
            .repeatedDetailID, .warning,
            "No two requirements, actuals, properties or responses in one place have one ID",
            why:
                "They are told apart by more than their IDs, and some senders write the material's number there. "
                + "But a reference to one of them cannot be followed.",
            source: "ISA-95 Part 2, the attribute ID: unique within what is exchanged",
            looksAt: "children of one name that repeat and have an ID",
            RuleExample(
                .v0401, "<MaterialClass><ID>RESIN</ID>…</MaterialClass>",
                passes: "<MaterialClassProperty><ID>P1</ID></MaterialClassProperty>"
                    + "<MaterialClassProperty><ID>P2</ID></MaterialClassProperty>",
                fails: "<MaterialClassProperty><ID>P1</ID></MaterialClassProperty>"
                    + "<MaterialClassProperty><ID>P1</ID></MaterialClassProperty>")),
    ]
}
