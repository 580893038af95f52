import B2MML
import Testing
import XMLSchema
import XMLStream

/// What every global element of the sets is, read from its declaration.
@Suite struct MessageRootTests {
    private func roots(_ set: SchemaSet) throws -> [(name: String, root: MessageRoot)] {
        let schema = try PackageFolder.library.schema(set)
        return try schema.globalElements.map { id in
            (
                schema.names[id].local,
                MessageRoot(try #require(schema.globalElement(schema.names[id])), in: schema)
            )
        }
    }

    /// Transactions without ConfirmBOD, and those that are not named after their verb and noun.
    static let sets: [(SchemaSet, transactions: Int, irregular: Set<String>)] = [
        (
            .v0401, 226, []
        ),
        (.v0700, 518, ["SyncWorkMasaterCapability", "SyncOperationalLocationClass"]),
    ]

    @Test(arguments: sets)
    func everyTransactionHasItsVerbAndNoun(_ set: SchemaSet, _ count: Int, _ irregular: Set<String>) throws {
        var transactions = 0
        var surprising: Set<String> = []
        var nouns: Set<String> = []
        for (name, root) in try roots(set) {
            switch root {
            case .transaction(let verb, let noun):
                transactions += 1
                nouns.insert(noun)
                #expect(name.hasPrefix(verb.rawValue))
                if name != verb.rawValue + noun { surprising.insert(name) }
            case .noun(let noun): #expect(noun == name)
            case .confirmation: #expect(name == "ConfirmBOD")
            case .fragment: #expect(!Verb.allCases.contains { name.hasPrefix("\($0.rawValue)Operations") })
            }
        }
        #expect(transactions == count)
        #expect(surprising == irregular)
        let bare = Set(try roots(set).compactMap { if case .noun(let noun) = $0.root { noun } else { nil } })
        let isTestSpec = { (noun: String) in noun.hasSuffix("TestSpec") }
        let carried = Set(nouns.map { isTestSpec($0) ? $0 + "ification" : $0 })
        #expect(bare.isSuperset(of: carried))
        #expect(bare.subtracting(carried).isSubset(of: MessageRoot.standAlone))
        #expect(nouns.filter(isTestSpec).count == (set == .v0401 ? 2 : 0))
    }

    @Test(
        arguments: [
            (
                SchemaSet.v0401, "SyncQAMaterialTestSpec",
                MessageRoot.transaction(verb: .sync, noun: "QAMaterialTestSpec")
            ),
            (.v0401, "ShowTransactionProfile", .transaction(verb: .show, noun: "TransactionProfile")),
            (.v0401, "ProductionSchedule", .noun("ProductionSchedule")),
            (.v0401, "ConfirmBOD", .confirmation),
            (.v0401, "QAMaterialTestSpecification", .noun("QAMaterialTestSpecification")),
            (.v0401, "ID", .fragment), (.v0401, "Value", .fragment),
            (.v0700, "NotifyOperationsEvent", .transaction(verb: .notify, noun: "OperationsEvent")),
            (.v0700, "SyncWorkMasaterCapability", .transaction(verb: .sync, noun: "WorkMasterCapability")),
            (.v0700, "SyncOperationalLocationClass", .transaction(verb: .sync, noun: "OperationalLocation")),
            (.v0700, "GetErrorMessage", .transaction(verb: .get, noun: "ErrorMessage")),
            (.v0401, "ProductionRequest", .noun("ProductionRequest")),
            (.v0700, "BatchInformation", .noun("BatchInformation")), (.v0700, "GRecipe", .noun("GRecipe")),
            (.v0700, "RecipeElement", .fragment), (.v0401, "Parameter", .fragment),
            (.v0700, "JobList", .noun("JobList")), (.v0700, "Description", .fragment),
        ])
    func knownRootsAreWhatTheyAre(_ set: SchemaSet, _ name: String, _ expected: MessageRoot) throws {
        #expect(try roots(set).first { $0.name == name }?.root == expected)
    }

    @Test(arguments: [SchemaSet.v0401, .v0700]) func suggestionsAreMessagesOnly(_ set: SchemaSet) throws {
        let schema = try PackageFolder.library.schema(set)
        let names = MessageRoot.names(in: schema)
        #expect(names == names.sorted())
        #expect(names.contains("ConfirmBOD") && !names.contains("ID"))
        #expect(Set(names) == Set(try roots(set).filter { $0.root != .fragment }.map(\.name)))
    }
}
