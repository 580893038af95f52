import Foundation
import Testing

/// What the sets contain, asked of the program.
@Suite struct SchemaTests {
    private static let rowKeys: Set = [
        "set", "depth", "path", "kind", "name", "type", "minOccurs", "maxOccurs", "nillable", "values",
        "primitive",
        "documentation", "usedIn", "recursive", "file", "line",
    ]

    private func string(_ object: [String: Any]?, _ key: String) -> String? { object?[key] as? String }

    @Test func allSetsAreListed() throws {
        let b2mml = try Program()
        let sets = try b2mml("schema", "list", "--format", "json").array()
        #expect(sets.map { string($0, "set") } == ["V0401", "V0500", "V0600", "V0700", "V0700-2020"])
        #expect(sets.map { $0["elements"] as? Int } == [370, 435, 591, 705, 705])
        #expect(sets.map { $0["transactions"] as? Int } == [227, 283, 419, 519, 519])
        #expect(Set(sets.compactMap { string($0, "fingerprint") }).count == 5)
        let text = try b2mml("schema", "list")
        #expect(text.status == 0 && text.out.contains("http://www.wbf.org/xml/B2MML-V05\n"))
    }

    @Test func anElementIsShownInOrder() throws {
        let rows = try Program()("schema", "show", "QuantityValueType", "--format", "jsonl").objects()
        #expect(rows.allSatisfy { Set($0.keys) == Self.rowKeys })
        #expect(
            rows.map { string($0, "name") } == [
                "QuantityValueType", "QuantityString", "DataType", "UnitOfMeasure", "Key", "Quantity",
            ])
        #expect(rows.map { string($0, "kind") }.last == "extension")
        #expect(rows.map { $0["minOccurs"] as? Int } == [1, 1, 0, 0, 0, 0])
        #expect(rows.map { $0["nillable"] as? Bool } == [false, true, true, true, false, false])
        #expect((rows[2]["values"] as? [String])?.count == 57)
        #expect(rows.allSatisfy { string($0, "file") == "Common.xsd" && ($0["line"] as? Int ?? 0) > 1 })
        #expect(string(rows.first, "set") == "V0700")
        #expect((rows[0]["usedIn"] as? [String])?.contains("MaterialLotType/Quantity") == true)
    }

    /// The path of every row leads to the same declaration, so that paths can be completed step by step.
    @Test func everyPathLeadsToItsRow() throws {
        let b2mml = try Program()
        let rows = try b2mml("schema", "show", "SyncMaterialLot", "--depth", "3", "--format", "jsonl")
            .objects()
        let elements = rows.filter { string($0, "kind") == "element" }
        #expect(elements.count > 20)
        for row in elements.suffix(3) {
            let path = try #require(string(row, "path"))
            let shown = try b2mml("schema", "show", path, "--depth", "0", "--format", "jsonl").objects()
            #expect(shown.count == 1 && string(shown.first, "type") == string(row, "type"), "\(path)")
        }
    }

    @Test func attributesGroupsAndChoicesAreShown() throws {
        let b2mml = try Program()
        let message = try b2mml("schema", "show", "SyncMaterialLot", "--format", "jsonl").objects()
        let release = message.first { string($0, "name") == "@releaseID" }
        #expect(release?["minOccurs"] as? Int == 1)
        #expect(string(release, "path") == "SyncMaterialLot/@releaseID")
        let request = try b2mml("schema", "show", "ProductionRequest", "--set", "V0500", "--format", "jsonl")
            .objects()
        let group = try #require(request.firstIndex { string($0, "kind") == "group" })
        #expect(request[group]["maxOccurs"] is NSNull)
        #expect(string(request[group + 1], "path") == "ProductionRequest/ProductProductionRuleID")
        #expect(request[group + 1]["depth"] as? Int == 2)
        let scope = try b2mml("schema", "show", "HierarchyScopeType").out
        #expect(scope.contains("one of") && scope.contains("HierarchyScopeType, as above"))
    }

    /// A local name that is declared with two types has two trees.
    @Test func aLocalNameIsFoundInItsTypes() throws {
        let b2mml = try Program()
        let both = try b2mml("schema", "show", "SegmentRequirement", "--set", "V0600", "--format", "jsonl")
        let roots = try both.objects().filter { $0["depth"] as? Int == 0 }
        #expect(roots.map { string($0, "type") } == ["SegmentRequirementType", "OpSegmentRequirementType"])
        #expect(roots.first?["usedIn"] as? [String] == ["ProductionRequestType", "SegmentRequirementType"])
    }

    /// Without a set, the newest that has the name.
    @Test func anOlderSetIsFoundByItsNames() throws {
        let b2mml = try Program()
        for (name, set) in [
            ("MaintenanceRequest", "V0401"), ("ProductionRequest", "V0600"), ("WorkCalendar", "V0700"),
            ("WorkflowSpecificationNodeType/EffectiveStartDate", "V0700"),
        ] {
            let rows = try b2mml("schema", "show", name, "--format", "jsonl").objects()
            #expect(string(rows.first, "set") == set, "\(name)")
        }
        let old = try b2mml("schema", "show", "WorkPerformanceRecordType", "--set", "V0700-2020")
        #expect(old.out.contains("WorkPerformaance"))
    }

    @Test(
        arguments: [
            ("OperationsShedule", "\"OperationsSchedule\""),
            ("OperationsSchedule/OperationsRequst", "\"OperationsRequest\""),
            ("Zzzzzzzzzzzz", "path such as"), ("/", "path such as"),
        ])
    func anUnknownNameIsUsageWithAdvice(_ name: String, _ advice: String) throws {
        let output = try Program()("schema", "show", name)
        #expect(output.status == 2 && output.out.isEmpty)
        #expect(output.err.contains("SCHEMA-SHOW-1") && output.err.contains(advice), "\(output.err)")
    }

    @Test func depthIsLimited() throws {
        let b2mml = try Program()
        #expect(try b2mml("schema", "show", "OperationsSchedule", "--depth", "21").status == 2)
        #expect(
            try b2mml("schema", "show", "OperationsSchedule", "--depth", "0", "--format", "json").array()
                .count == 1)
    }

    @Test func errataOfASet() throws {
        let b2mml = try Program()
        let all = try b2mml("schema", "errata", "--format", "jsonl").objects()
        let keys: Set = ["sets", "kind", "place", "published", "expected", "remark"]
        #expect(all.count >= 36 && all.allSatisfy { Set($0.keys) == keys })
        let some = try b2mml("schema", "errata", "--set", "V0600", "--format", "jsonl").objects()
        #expect(
            some.count < all.count && some.allSatisfy { ($0["sets"] as? [String])?.contains("V0600") == true }
        )
        #expect(some.contains { string($0, "published") == "Resurned Sample" })
        #expect(try b2mml("schema", "errata", "--set", "V9").status == 2)
    }

    @Test func aFolderWithoutTheTableSaysSo() throws {
        let b2mml = try Program()
        try b2mml.folder.write("", to: "home/Schemas/none")
        let home = ["B2MML_HOME": "\(b2mml.folder.path)/home"]
        let output = try b2mml("schema", "errata", environment: home)
        #expect(output.status == 2 && output.err.contains("SCHEMA-DATA-1"))
        #expect(try b2mml("schema", "list", environment: home).out.isEmpty)
        #expect(
            try b2mml("schema", "show", "ID", "--set", "V0401", environment: home).err.contains(
                "SCHEMA-FILE-1"))
    }

    @Test func imagesAreMadeAheadAndUsed() throws {
        let b2mml = try Program()
        let made = try b2mml("schema", "compile", "--set", "V0401", "--out", "images", "--format", "jsonl")
        let image = try #require(try made.objects().first)
        #expect(Set(image.keys) == ["set", "path", "bytes", "milliseconds", "key"])
        let path = try #require(string(image, "path"))
        let names = try b2mml.folder.names(in: "images")
        #expect(path == "images/\(names[0])" && names.count == 1)
        let size =
            try FileManager.default.attributesOfItem(atPath: "\(b2mml.folder.path)/\(path)")[.size] as? Int
        #expect(size == image["bytes"] as? Int)
        // The same image is used, and not written again.
        let cache = ["B2MML_CACHE": "\(b2mml.folder.path)/images"]
        let before =
            try FileManager.default.attributesOfItem(
                atPath: "\(b2mml.folder.path)/\(path)")[.systemFileNumber] as? Int
        #expect(try b2mml("validate", "-", input: schedule(), environment: cache).status == 0)
        let after =
            try FileManager.default.attributesOfItem(
                atPath: "\(b2mml.folder.path)/\(path)")[.systemFileNumber] as? Int
        #expect(before == after)
        #expect(try b2mml.folder.names(in: "images") == names)
        // A damaged one is made anew, and the verdict is the same.
        try b2mml.folder.write("no image", to: path)
        #expect(try b2mml("validate", "-", input: schedule(), environment: cache).status == 0)
        #expect(try b2mml("validate", "-", input: "<x/>", environment: cache).status == 1)
    }

    @Test func whatCannotBeWrittenIsSaid() throws {
        let b2mml = try Program()
        try b2mml.folder.write("", to: "file")
        let output = try b2mml("schema", "compile", "--set", "V0401", "--out", "file/images")
        #expect(output.status == 3 && output.err.contains("FILE-WRITE-1"))
        #expect(try b2mml("schema", "compile", environment: ["B2MML_CACHE": ""]).status == 2)
    }
}
