import Testing
import XMLStream

@testable import XMLSchema

@Suite struct DocumentEditorTests {
    /// What a document is made of, so that it can be added again in another order.
    private func rebuild(
        _ node: Node, as element: DocumentEditor.Element, _ editor: inout DocumentEditor,
        _ random: inout SampleRandom
    ) throws {
        for attribute in node.attributes where attribute.name.namespace.isEmpty {
            try editor.setAttribute(attribute.localName, attribute.text, of: element)
        }
        if node.isNil { editor.setNil(element) }
        let children = Array(node.children)
        if children.isEmpty { editor.setText(node.text, of: element) }
        for child in shuffled(children, of: node, &random) {
            try rebuild(child, as: try editor.append(child.localName, to: element), &editor, &random)
        }
    }

    /// Any order in which elements of one slot keep theirs: which of two `ID`s comes first is the caller's business.
    private func shuffled(_ children: [Node], of parent: Node, _ random: inout SampleRandom) -> [Node] {
        guard let declaration = parent.declaration,
            let model = parent.document.schema.contentModel(of: declaration.type)
        else { return children }
        let groups = Dictionary(grouping: children) { model.child($0.nameID)?.slot ?? -1 }
        var queues = groups.keys.sorted().map { groups[$0] ?? [] }
        var order: [Node] = []
        while !queues.isEmpty {
            let index = random.below(queues.count)
            order.append(queues[index].removeFirst())
            if queues[index].isEmpty { queues.remove(at: index) }
        }
        return order
    }

    @Test(arguments: DifferentialTests.sets)
    func childrenAddedInAnyOrderComeOutInTheOrderOfTheSchema(_ set: String, _ target: String) throws {
        let judges = try Judges.of(set)
        // An editor gives elements their declared types.
        let generator = SampleGenerator(judges.schema, target: target, substitutesTypes: false)
        var rebuilt = 0
        for seed in 0..<300 {
            var random = SampleRandom(seed: UInt64(seed))
            let sample = try #require(
                generator.document(root: random.pick(judges.schema.globalElements), using: &random))
            // What stands under a wildcard has no place in an editor; mixed text neither.
            for element in sample.all {
                element.children.removeAll {
                    $0.name.namespace != target && !$0.name.namespace.isEmpty
                }
            }
            let read = try Validation(sample.document(target: target), judges.schema)
            guard read.isValid, !read.document.nodes.contains(where: { $0.flags.contains(.text) }),
                let root = read.document.root, !hasOtherPlaces(root)
            else { continue }
            var editor = try DocumentEditor(schema: judges.schema, root: root.name)
            try rebuild(root, as: editor.root, &editor, &random)
            let bytes = try DocumentSerialiser.bytes(of: editor.finish())
            let again = try Validation(bytes, judges.schema)
            #expect(again.codes == [], "\(String(decoding: bytes, as: UTF8.self))")
            #expect(again.document.root?.outlineWithoutInstance == root.outlineWithoutInstance)
            rebuilt += 1
        }
        #expect(rebuilt > 50)
    }

    /// Children where an editor does not put them: under a wildcard, or of a name that the model has in two places and
    /// that stands in the second. `Header/Description` of a recipe is one: an editor takes the first place.
    private func hasOtherPlaces(_ node: Node) -> Bool {
        guard let declaration = node.declaration,
            let model = node.document.schema.contentModel(of: declaration.type)
        else { return false }
        let slots = node.children.map { model.child($0.nameID)?.slot }
        guard slots.allSatisfy({ $0 != nil }), slots.compactMap(\.self) == slots.compactMap(\.self).sorted()
        else {
            return true
        }
        return node.children.contains { hasOtherPlaces($0) }
    }

    private static let components = """
        <xs:element name="a"><xs:complexType><xs:sequence><xs:element name="ID" type="xs:string"/>\
        <xs:element name="Quantity" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>\
        <xs:element name="Value" type="xs:decimal"/><xs:element name="Unit" type="xs:string" minOccurs="0"/></xs:sequence>\
        <xs:attribute name="key"/></xs:complexType></xs:element>\
        <xs:sequence minOccurs="0" maxOccurs="unbounded"><xs:element name="RuleID" type="xs:string"/>\
        <xs:element name="RuleVersion" type="xs:string" minOccurs="0"/></xs:sequence>\
        <xs:group ref="G" minOccurs="0"/><xs:choice minOccurs="0"><xs:element name="This" type="xs:string"/>\
        <xs:sequence><xs:element name="That1" type="xs:string"/><xs:element name="That2" type="xs:string"/></xs:sequence></xs:choice>\
        <xs:element name="End" type="xs:string" nillable="true" minOccurs="0"/></xs:sequence></xs:complexType></xs:element>
        <xs:group name="G"><xs:sequence><xs:element name="G1" type="xs:string"/><xs:sequence><xs:element name="G2" type="xs:string"/>\
        <xs:element name="G3" type="xs:string"/></xs:sequence></xs:sequence></xs:group>
        """

    private func editor() throws -> DocumentEditor {
        try DocumentEditor(
            schema: try SchemaLoader.load(components: Self.components), root: ExpandedName("urn:t", "a"))
    }

    @Test func groupsAndChoicesKeepTheirOrderAndPairsTheirs() throws {
        var editor = try editor()
        for name in [
            "End", "That2", "That1", "G3", "G2", "G1", "RuleID", "RuleVersion", "RuleID", "Quantity", "ID",
        ] {
            let element = try editor.append(name, to: editor.root)
            if name == "Quantity" { editor.setText("1", of: try editor.append("Value", to: element)) }
        }
        let document = editor.finish()
        #expect(
            document.root?.children.map(\.localName) == [
                "ID", "Quantity", "RuleID", "RuleVersion", "RuleID", "G1", "G2", "G3", "That1", "That2",
                "End",
            ])
        #expect(try Validation(DocumentSerialiser.bytes(of: document), editor.schema).codes == [])
    }

    @Test func anUnknownNameIsRefusedWithTheNearest() throws {
        var editor = try editor()
        #expect(throws: DocumentEditor.Refusal.noChild("Quantiti", of: "a", nearest: "Quantity")) {
            try editor.append("Quantiti", to: editor.root)
        }
        let quantity = try editor.append("Quantity", to: editor.root)
        #expect(throws: DocumentEditor.Refusal.noAttribute("kay", of: "Quantity", nearest: "key")) {
            try editor.setAttribute("kay", "1", of: quantity)
        }
        #expect(throws: DocumentEditor.Refusal.noGlobalElement("b")) {
            try DocumentEditor(schema: editor.schema, root: ExpandedName("urn:t", "b"))
        }
    }

    @Test func elementsCanBeFoundChangedAndRemoved() throws {
        var editor = try editor()
        let first = try editor.append("Quantity", to: editor.root)
        let second = try editor.append("Quantity", to: editor.root)
        #expect(try editor.lastOrNew("Quantity", of: editor.root) == second)
        #expect(editor.children("Quantity", of: editor.root) == [first, second])
        #expect(editor.isEmpty(first))
        try editor.setAttribute("key", "1", of: first)
        try editor.setAttribute("key", "2", of: first)
        #expect(editor.attribute("key", of: first) == "2")
        #expect(!editor.isEmpty(first))
        editor.remove(second)
        editor.remove(editor.root)
        #expect(editor.children(of: editor.root) == [first])
        #expect(editor.localName(of: first) == "Quantity")
        let id = try editor.lastOrNew("ID", of: editor.root)
        editor.setText("7", of: id)
        editor.markDerived(id)
        #expect(editor.text(of: id) == "7")
        let root = try #require(editor.finish().root)
        #expect(root.children.map(\.localName) == ["ID", "Quantity"])
        #expect(root.child("Quantity")?.attributes.map(\.text) == ["2"])
        #expect(root.child("ID")?.record.flags.contains(.derived) == true)
    }

    @Test func aCopySaysWhatItHadToLeaveOut() throws {
        var editor = try editor()
        let other = try SchemaLoader.load(
            components: """
                <xs:element name="a"><xs:complexType><xs:sequence><xs:element name="Unknown"/><xs:element name="Quantity">\
                <xs:complexType><xs:sequence><xs:element name="Unit" type="xs:string"/><xs:element name="Value" type="xs:decimal"/>\
                <xs:element name="More"/></xs:sequence><xs:attribute name="key"/><xs:attribute name="extra"/></xs:complexType>\
                </xs:element><xs:element name="End" type="xs:string" nillable="true"/></xs:sequence></xs:complexType></xs:element>
                """)
        let source = try Validation(
            local:
                "<a><Unknown>u</Unknown><Quantity key='k' extra='e'><Unit>KGM</Unit><Value>1</Value><More/></Quantity><End xsi:nil='true'/></a>",
            other)
        #expect(source.isValid)
        let left = editor.copyContent(of: try #require(source.document.root), to: editor.root)
        #expect(left.map(\.localName) == ["Unknown", "extra", "More"])
        let copy = try #require(editor.finish().root)
        #expect(
            copy.outlineWithoutInstance
                == "<{urn:t}a><{urn:t}Quantity key=\"k\"><{urn:t}Value>1</><{urn:t}Unit>KGM</></><{urn:t}End nil></></>"
        )
    }
}

extension Node {
    fileprivate var outlineWithoutInstance: String {
        let attributes = attributes.filter { $0.name.namespace.isEmpty }.map {
            " \($0.localName)=\"\($0.text)\""
        }
        let inside = children.map(\.outlineWithoutInstance).joined()
        return "<\(name)\(attributes.sorted().joined())\(isNil ? " nil" : "")>\(text)\(inside)</>"
    }
}
