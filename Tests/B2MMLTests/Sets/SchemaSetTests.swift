import B2MML
import Testing

@Suite struct SchemaSetTests {
    @Test(arguments: SchemaSet.allCases)
    func everySetIsFoundByItsNamespace(_ set: SchemaSet) {
        #expect(SchemaSet.sets(of: set.namespace).contains(set))
    }

    @Test func onlyV0700HasAnotherDialect() {
        #expect(SchemaSet.v0700.otherDialect == .v0700of2020 && SchemaSet.v0700of2020.otherDialect == .v0700)
        #expect([SchemaSet.v0401, .v0500, .v0600].allSatisfy { $0.otherDialect == nil })
    }

    @Test func theCanonicalDialectIsPreferred() {
        #expect(SchemaSet.sets(of: "http://www.mesa.org/xml/B2MML").first == .v0700)
    }

    @Test(arguments: ["", "http://www.mesa.org/xml/B2MML-V0700", "http://www.wbf.org/xml/b2mml-v0400"])
    func aNamespaceThatIsNoneOfB2MMLsHasNoSet(_ namespace: String) {
        #expect(SchemaSet.sets(of: namespace).isEmpty)
    }
}
