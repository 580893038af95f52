import Diagnostics

extension Rule {
    private static let material =
        "<ProductionSchedule><ProductionRequest><ID>R1</ID><SegmentRequirement><MaterialRequirement>…"
        + "</MaterialRequirement></SegmentRequirement></ProductionRequest></ProductionSchedule>"

    private static func quantity(
        _ number: String, _ type: String = "decimal", _ unit: String = "KGM", key: String? = nil
    ) -> String {
        "<Quantity><QuantityString>\(number)</QuantityString><DataType>\(type)</DataType>"
            + "<UnitOfMeasure>\(unit)</UnitOfMeasure>" + (key.map { "<Key>\($0)</Key>" } ?? "")
            + "</Quantity>"
    }

    private static let property =
        "<MaterialClass><ID>RESIN</ID><MaterialClassProperty><ID>P1</ID><Value>…</Value></MaterialClassProperty>"
        + "</MaterialClass>"

    private static func value(_ text: String, _ type: String) -> String {
        "<ValueString>\(text)</ValueString><DataType>\(type)</DataType>"
    }

    static let quantities: [Rule] = [
        Rule(
            .quantityNotANumber, .error, "A quantity that has a numeric DataType or a unit is a number",
            why:
                "The schema takes any text for QuantityString. What is no number cannot be added up, converted or "
                + "compared with what was made.",
            source: "ISA-95 Part 2, quantity; B2MML QuantityValueType", looksAt: "QuantityString",
            RuleExample(.v0401, material, passes: quantity("12.5"), fails: quantity("41fs.9"))),
        Rule(
            .quantityWithComma, .error, "The fraction of a quantity stands behind a point",
            why:
                "Half of the world reads 1,234 as one thousand and more, the other half as one and a bit. XML Schema "
                + "knows the point only.",
            source: "XSD 1.0 Part 2, 3.2.3.1", looksAt: "QuantityString",
            RuleExample(.v0401, material, passes: quantity("12.5"), fails: quantity("12,5"))),
        Rule(
            .quantityWithExponent, .note, "A decimal quantity is written without an exponent",
            why:
                "Some programs write 0.4E1 for 4. It can be read exactly, but it is no xs:decimal, and other readers "
                + "refuse it. With float or double as the DataType it is correct.",
            source: "XSD 1.0 Part 2, 3.2.3.1 and 3.2.4.1", looksAt: "QuantityString, DataType",
            RuleExample(.v0401, material, passes: quantity("0.4E1", "double"), fails: quantity("0.4E1"))),
        Rule(
            .quantityOutsideDataType, .warning, "A quantity is in the range of its DataType",
            why: "A receiver that stores it as what it is said to be cuts or refuses it.",
            source: "B2MML DataType1Type; XSD 1.0 Part 2, 3.3", looksAt: "QuantityString, DataType",
            RuleExample(
                .v0401, material, passes: quantity("12", "integer"), fails: quantity("12.5", "integer"))),
        Rule(
            .quantityWithoutNumber, .warning, "A quantity has a number",
            why:
                "A quantity that says only a unit says nothing, and is left out. Absence is said by xsi:nil, or by "
                + "leaving the whole element out.",
            source: "B2MML QuantityValueType", looksAt: "QuantityString",
            RuleExample(.v0401, material, passes: quantity("0"), fails: quantity(""))),
        Rule(
            .negativeRequirement, .error, "Nobody needs less than nothing",
            why: "What flows back is a material of its own, with another use.",
            source: "ISA-95 Part 2, material requirement and specification",
            looksAt: "the quantity of a requirement, a specification or a bill",
            RuleExample(.v0401, material, passes: quantity("12.5"), fails: quantity("-12.5"))),
        Rule(
            .negativeActual, .warning, "A stock or an actual is not negative",
            why: "It may correct what was reported before, but a person should look.",
            source: "ISA-95 Part 2, material actual and material lot",
            looksAt: "the quantity of an actual or a lot",
            RuleExample(
                .v0401, "<MaterialLot><ID>L1</ID>…</MaterialLot>", passes: quantity("12.5"),
                fails: quantity("-12.5"))),
        Rule(
            .quantityOfOtherKind, .warning, "A quantity is a number, whatever its DataType says",
            why:
                "Some senders carry dates, texts and ratios in Quantity, because the element is there. Nobody can calculate "
                + "with them.",
            source: "ISA-95 Part 2, quantity; B2MML DataType1Type", looksAt: "QuantityString, DataType",
            RuleExample(
                .v0401, material, passes: quantity("12.5"), fails: quantity("2026-03-02", "date"))),
        Rule(
            .repeatedKey, .warning, "Of several quantities in one place each has a key of its own",
            why:
                "The key says which is which. The second one with the same key replaces the first, or adds to it: "
                + "nobody knows.",
            source: "B2MML QuantityValueType, Key", looksAt: "Quantity/Key",
            RuleExample(
                .v0401, material, passes: quantity("1", key: "gross") + quantity("2", key: "net"),
                fails: quantity("1", key: "net") + quantity("2", key: "net"))),
        Rule(
            .missingKey, .warning, "Of several quantities of one unit in one place each has a key",
            why: "Without a key only the unit tells two quantities apart.",
            source: "B2MML QuantityValueType, Key", looksAt: "Quantity/Key, Quantity/UnitOfMeasure",
            RuleExample(
                .v0401, material, passes: quantity("1") + quantity("2", "decimal", "LTR"),
                fails: quantity("1") + quantity("2"))),
        Rule(
            .valueNotOfDataType, .warning, "A value is of its DataType",
            why: "DataType says how the text is to be read. A value that cannot be read so is kept as text.",
            source: "B2MML ValueType, DataType1Type; XSD 1.0 Part 2", looksAt: "ValueString, DataType",
            RuleExample(
                .v0700, property, passes: value("PT2H", "duration"), fails: value("two hours", "duration"))),
        Rule(
            .valueWithComma, .warning, "The fraction of a numeric value stands behind a point",
            why: "Half of the world reads 1,234 as one thousand and more, the other half as one and a bit.",
            source: "XSD 1.0 Part 2, 3.2.3.1", looksAt: "ValueString, DataType",
            RuleExample(.v0700, property, passes: value("12.5", "decimal"), fails: value("12,5", "decimal"))),
        Rule(
            .booleanSpelling, .note, "A boolean is true or false, in small letters",
            why:
                "TRUE and Yes are understood here, but are no values of xs:boolean, and other readers refuse them.",
            source: "XSD 1.0 Part 2, 3.2.2.1", looksAt: "ValueString, DataType",
            RuleExample(.v0700, property, passes: value("true", "boolean"), fails: value("TRUE", "boolean"))),
        Rule(
            .localDate, .warning, "A date is written as ISO 8601 has it",
            why: "2/3/2026 is a day in February or in March. 00000000 is the date of SAP for none.",
            source: "XSD 1.0 Part 2, 3.2.7 to 3.2.9 (ISO 8601)", looksAt: "ValueString, DataType",
            RuleExample(
                .v0700, property, passes: value("2026-02-03", "date"), fails: value("2/3/2026", "date"))),
        Rule(
            .durationAsNumber, .note, "A duration is not a bare number",
            why:
                "Whether 30 is seconds or minutes is said by a unit, if at all; a duration carries its units in it.",
            source: "XSD 1.0 Part 2, 3.2.6 (ISO 8601)", looksAt: "ValueString, DataType",
            RuleExample(.v0700, property, passes: value("PT30S", "duration"), fails: value("30", "duration"))),
        Rule(
            .unusablePriority, .warning, "A priority is a whole number from 0 up",
            why:
                "The element takes any decimal. Whether 1 is first or last is agreed between the partners; a fraction "
                + "or a negative number is in no such agreement that we have seen.",
            source: "ISA-95 Part 2, priority; B2MML PriorityType", looksAt: "Priority",
            RuleExample(
                .v0401,
                "<ProductionSchedule><ProductionRequest><ID>R1</ID>…</ProductionRequest></ProductionSchedule>",
                passes: "<Priority>2</Priority>", fails: "<Priority>-2</Priority>")),
    ]

    static let units: [Rule] = [
        Rule(
            .unknownUnit, .warning, "A unit is a code of UN/ECE Recommendation 20",
            why:
                "Units are compared by their codes. An unknown one is carried as it is, and never converted. A "
                + "unit that names another list, a URI and the currency of an amount are not judged.",
            source: "UN/ECE Recommendation 20, revision 11e, with Recommendation 21 for packages",
            looksAt: "UnitOfMeasure",
            RuleExample(
                .v0401, material, passes: quantity("1"), fails: quantity("1", "decimal", "smoot"))),
        Rule(
            .unitAlias, .note, "A unit is written as its code",
            why:
                "Symbols, names and the keys of some systems are recognised and taken for a code, which is said here. "
                + "Other readers may not know them. They are listed in Schemas/Units/aliases.tsv.",
            source: "UN/ECE Recommendation 20, revision 11e", looksAt: "UnitOfMeasure",
            RuleExample(.v0401, material, passes: quantity("1"), fails: quantity("1", "decimal", "kg"))),
        Rule(
            .missingUnit, .note, "A quantity of material has a unit",
            why: "Five of what? Numbers of people and machines need no unit.",
            source: "ISA-95 Part 2, quantity unit of measure; B2MML QuantityValueType",
            looksAt: "Quantity of materials",
            RuleExample(
                .v0700,
                "<MaterialLot><ID>L1</ID><Quantity><QuantityString>5</QuantityString>…</Quantity></MaterialLot>",
                passes: "<UnitOfMeasure>KGM</UnitOfMeasure>", fails: "")),
        Rule(
            .contradictingUnits, .warning, "The attribute unitCode and UnitOfMeasure say the same",
            why: "A unit can be written in two places. Which of them counts when they differ is not defined.",
            source: "B2MML QuantityValueType; attributes of the core component types",
            looksAt: "QuantityString/@unitCode and ValueString/@unitCode, UnitOfMeasure",
            RuleExample(
                .v0700,
                "<MaterialLot><ID>L1</ID><Quantity>…<UnitOfMeasure>KGM</UnitOfMeasure></Quantity></MaterialLot>",
                passes: "<QuantityString unitCode=\"KGM\">5</QuantityString>",
                fails: "<QuantityString unitCode=\"LTR\">5</QuantityString>")),
    ]
}
