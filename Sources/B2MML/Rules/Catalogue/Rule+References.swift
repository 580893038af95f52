import Diagnostics

extension Rule {
    private static func link(to: String) -> String {
        "<Link><ID>K1</ID><FromID><FromIDValue>S1</FromIDValue><FromType>Step</FromType>"
            + "<IDScope>Internal</IDScope></FromID><ToID><ToIDValue>\(to)</ToIDValue><ToType>Transition</ToType>"
            + "<IDScope>Internal</IDScope></ToID><LinkType>ControlLink</LinkType>"
            + "<Depiction>LineAndArrow</Depiction></Link>"
    }

    private static func step(_ element: String) -> String {
        "<Step><ID>S1</ID><RecipeElementID>\(element)</RecipeElementID>"
            + "<RecipeElementVersion>1</RecipeElementVersion></Step>"
    }

    private static let transition = "<Transition><ID>T1</ID><Condition>True</Condition></Transition>"

    private static let recipe =
        "<MasterRecipe><ID>RECIPE</ID><ProcedureLogic>…</ProcedureLogic>"
        + "<RecipeElement><ID>E1</ID><RecipeElementType>Operation</RecipeElementType></RecipeElement></MasterRecipe>"

    private static let definition =
        "<ProductDefinition><ID>P1</ID>…</ProductDefinition>"

    private static func segment(_ id: String, after other: String? = nil) -> String {
        let dependency = other.map {
            "<SegmentDependency><ID>D1</ID><Dependency>AfterEnd</Dependency>"
                + "<ProductSegmentID>\($0)</ProductSegmentID></SegmentDependency>"
        }
        return "<ProductSegment><ID>\(id)</ID>\(dependency ?? "")</ProductSegment>"
    }

    static let references: [Rule] = [
        Rule(
            .danglingLink, .warning, "A link of a recipe joins steps and transitions of its procedure",
            why:
                "A procedure with a loose end cannot be run. Links whose scope is External are not followed.",
            source: "BatchML LinkType; ISA-88 Part 1, procedure", looksAt: "FromIDValue, ToIDValue",
            RuleExample(
                .v0700, recipe, passes: link(to: "T1") + step("E1") + transition,
                fails: link(to: "T2") + step("E1") + transition)),
        Rule(
            .danglingRecipeElement, .warning, "A step names a recipe element of its recipe",
            why:
                "The step says what is to be done only through its element. A recipe that has no elements refers to "
                + "building blocks elsewhere, and is not judged.",
            source: "BatchML StepType, RecipeElementType", looksAt: "Step/RecipeElementID",
            RuleExample(.v0700, recipe, passes: step("E1"), fails: step("E2"))),
        Rule(
            .danglingNode, .warning, "A connection of a workflow joins nodes of the workflow",
            why: "A workflow with a loose end cannot be run.",
            source: "ISA-95 Part 4, workflow specification; B2MML WorkflowSpecificationConnectionType",
            looksAt: "FromWSNodeID, ToWSNodeID",
            RuleExample(
                .v0700,
                "<WorkflowSpecification><ID>W1</ID><WorkflowSpecificationNode><ID>N1</ID></WorkflowSpecificationNode>"
                    + "<WorkflowSpecificationNode><ID>N2</ID></WorkflowSpecificationNode>"
                    + "<WorkflowSpecificationConnection><ID>C1</ID><FromWSNodeID>N1</FromWSNodeID>"
                    + "<ToWSNodeID>…</ToWSNodeID><Dependency>AfterEnd</Dependency></WorkflowSpecificationConnection>"
                    + "</WorkflowSpecification>", passes: "N2", fails: "N3")),
        Rule(
            .danglingDependency, .warning, "A segment depends on a segment that is there",
            why:
                "The order of the work cannot be followed. A document that has no segments of the kind refers to "
                + "others, and is not judged.",
            source: "ISA-95 Part 2, segment dependency; B2MML SegmentDependencyType",
            looksAt: "ProductSegmentID, ProcessSegmentID and SegmentID of SegmentDependency",
            RuleExample(
                .v0401, definition, passes: segment("MIX") + segment("FILL", after: "MIX"),
                fails: segment("MIX") + segment("FILL", after: "MILL"))),
        Rule(
            .danglingResource, .note, "A set of information holds the classes and definitions that it names",
            why:
                "A sender may send a part only. But when a set declares some definitions and refers to another one, "
                + "one may have been left out.",
            source: "ISA-95 Part 5: IDs are unique within what is exchanged",
            looksAt:
                "references to classes, definitions and lots in MaterialInformation, EquipmentInformation, "
                + "PersonnelInformation and PhysicalAssetInformation",
            RuleExample(
                .v0401,
                "<MaterialInformation><MaterialDefinition><ID>M1</ID></MaterialDefinition>"
                    + "<MaterialLot><ID>L1</ID>…</MaterialLot></MaterialInformation>",
                passes: "<MaterialDefinitionID>M1</MaterialDefinitionID>",
                fails: "<MaterialDefinitionID>M2</MaterialDefinitionID>")),
        Rule(
            .circularDependency, .error, "No segment waits for itself",
            why: "Segments that follow each other in a circle can never begin.",
            source: "ISA-95 Part 2, segment dependency",
            looksAt: "SegmentDependency with the dependency AfterStart or AfterEnd",
            RuleExample(
                .v0401, definition, passes: segment("MIX") + segment("FILL", after: "MIX"),
                fails: segment("MIX", after: "FILL") + segment("FILL", after: "MIX"))),
        Rule(
            .foreignLot, .warning, "A sublot that stands in a lot is of that lot",
            why: "The sublot says one lot by its place and another one by its reference.",
            source: "ISA-95 Part 2, material sublot", looksAt: "MaterialLot/MaterialSubLot/MaterialLotID",
            RuleExample(
                .v0401,
                "<MaterialLot><ID>L1</ID><MaterialSubLot><ID>S1</ID><MaterialLotID>…</MaterialLotID>"
                    + "</MaterialSubLot></MaterialLot>", passes: "L1", fails: "L2")),
        Rule(
            .selfContainment, .warning, "No object stands inside of itself",
            why:
                "A part with the ID of the whole cannot be told apart from it, and who walks from part to whole by "
                + "their IDs never arrives.",
            source: "ISA-95 Part 2, equipment, lots, segments and other objects that contain their like",
            looksAt: "ID of elements inside of elements of the same type",
            RuleExample(
                .v0401, "<Equipment><ID>LINE-1</ID><Equipment><ID>…</ID></Equipment></Equipment>",
                passes: "MIXER-1", fails: "LINE-1")),
    ]
}
