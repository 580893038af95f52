import B2MML
import Testing

@Suite struct SchemaSetTests {
    @Test(arguments: SchemaSet.allCases)
    func everySetIsFoundByItsNamespace(_ set: SchemaSet) {
        #expect(SchemaSet.sets(of: set.namespace).contains(set))
    }

    @Test func theCanonicalDialectIsPreferred() {
        #expect(SchemaSet.sets(of: "http://www.mesa.org/xml/B2MML").first == .v0700)
    }

    @Test(arguments: ["", "http://www.mesa.org/xml/B2MML-V0700", "http://www.wbf.org/xml/b2mml-v0400"])
    func aNamespaceThatIsNoneOfB2MMLsHasNoSet(_ namespace: String) {
        #expect(SchemaSet.sets(of: namespace).isEmpty)
    }
}
