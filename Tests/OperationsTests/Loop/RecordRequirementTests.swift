import Testing

@testable import Operations

/// What a record has to say is what the loop asks for.
@Suite struct RecordRequirementTests {
    private func plant() throws -> Plant {
        var plant = Plant()
        try plant.imports(Orders.route("1", [("Mixing", "M", 60)]))
        try plant.plans()
        try plant.records(.start, job: "1/Mixing", at: 1)
        try plant.does(.resourceManagement(.storeMaterialLot(MaterialLot(id: "L", definitionID: "P"))))
        return plant
    }

    private func record(_ kind: ShopFloorRecord.Kind, without fields: [ShopFloorRecord.Field] = [])
        -> ShopFloorRecord
    {
        func said<Content>(_ field: ShopFloorRecord.Field, _ content: Content) -> Content? {
            fields.contains(field) ? nil : content
        }
        return ShopFloorRecord(
            source: "floor", sequence: 2, at: .minute(30), kind: kind, job: said(.job, "1/Mixing"),
            request: said(.request, "1"), lot: said(.lot, "L"), quantity: said(.quantity, "1"),
            equipment: said(.equipment, "M"), parameter: said(.parameter, "p"),
            value: said(.value, kind.words?.first ?? "v"))
    }

    private func error(of record: ShopFloorRecord) throws -> LoopError? {
        var plant = try plant()
        do throws(LoopError) {
            try plant.records(record)
            return nil
        } catch {
            return error
        }
    }

    private func isIncomplete(_ error: LoopError?) -> Bool {
        if case .recordIncomplete = error { true } else { false }
    }

    @Test(arguments: ShopFloorRecord.Kind.allCases)
    func aRecordThatLacksWhatIsRequiredIsRefused(_ kind: ShopFloorRecord.Kind) throws {
        #expect(try !isIncomplete(error(of: record(kind))))
        #expect(!kind.requirements.isEmpty)
        for group in kind.requirements {
            #expect(try isIncomplete(error(of: record(kind, without: group))), "\(group.map(\.rawValue))")
        }
    }

    /// The others may be left out.
    @Test(arguments: ShopFloorRecord.Kind.allCases)
    func oneFieldOfEachGroupIsEnough(_ kind: ShopFloorRecord.Kind) throws {
        let all = Set(kind.requirements.joined())
        for group in kind.requirements {
            for field in group {
                let needed = Set(kind.requirements.filter { $0 != group }.joined()).union([field])
                let left = [.job, .request, .lot, .quantity, .equipment, .parameter, .value].filter {
                    !needed.contains($0)
                }
                #expect(try !isIncomplete(error(of: record(kind, without: left))), "\(field.rawValue)")
            }
        }
        #expect(all.isSubset(of: Set(ShopFloorRecord.Field.allCases)))
    }

    @Test(arguments: ShopFloorRecord.Kind.allCases.filter { $0.words != nil })
    func anotherWordIsRefused(_ kind: ShopFloorRecord.Kind) throws {
        for word in kind.words ?? [] {
            var record = record(kind)
            record.value = word
            #expect(try !isIncomplete(error(of: record)))
            record.value = word.uppercased()
            #expect(try isIncomplete(error(of: record)))
        }
    }
}
