import Testing
import XMLSchema
import XMLStream

/// Documents that are invalid are kept, and every node of them can be asked.
@Suite struct InvalidDocumentTests {
    /// The value of the outer element was once normalised over those of its children, which moved them.
    @Test func elementsInsideAValueKeepTheirTexts() throws {
        let schema = try SchemaLoader.load(components: "<xs:element name=\"a\" type=\"xs:decimal\"/>")
        let blanks = String(repeating: " ", count: 40)
        let read = try Validation(
            local: "<a>\(blanks)<b c='d'>one two</b>\(blanks)<e>three</e>\(blanks)</a>", schema)
        let root = try #require(read.document.root)
        #expect(read.codes == ["XSD-CHILD-3"])
        #expect(root.text == "")
        #expect(root.children.map(\.text) == ["one two", "three"])
        #expect(root.child("b")?.attribute("c")?.text == "d")
    }

    @Test func everyNodeOfAnInvalidDocumentCanBeAsked() throws {
        let judges = try Judges.of("V0700")
        let target = "http://www.mesa.org/xml/B2MML"
        let generator = SampleGenerator(judges.schema, target: target)
        for seed in 0..<100 {
            var random = SampleRandom(seed: UInt64(seed))
            let root = random.pick(judges.schema.globalElements)
            let sample = try #require(generator.document(root: root, using: &random))
            for _ in 0..<5 {
                random.pick(SampleMutation.allCases).apply(
                    to: sample, judges.schema, target: target, using: &random)
            }
            let document = try Validation(sample.document(target: target), judges.schema).document
            var texts = 0
            for index in document.nodes.indices {
                let node = document.node(at: Int32(index))
                texts += node.text.count + node.name.local.count
                #expect(node.path.hasPrefix("/"))
            }
            #expect(texts > 0)
        }
    }
}
