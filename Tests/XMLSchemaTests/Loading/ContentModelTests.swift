import Testing
import XMLSchema

/// Content models against strings of children: `ab` stands for `<a/><b/>`.
@Suite struct ContentModelTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let model: String
        let right: [String]
        let wrong: [String]
        var testDescription: String { model }

        /// `a b? (c|d)*` as XSD: letters are elements; `?`, `*`, `+` and `{n,m}` occurrences; `|` makes a choice.
        init(_ model: String, _ right: [String], not wrong: [String]) {
            self.model = model
            self.right = right
            self.wrong = wrong
        }
    }

    static let rows = [
        Row("a", ["a"], not: ["", "aa", "b", "ab"]),
        Row("a?", ["", "a"], not: ["aa", "b"]),
        Row("a*", ["", "a", "aaaaaaa"], not: ["b", "ab"]),
        Row("a+", ["a", "aaaa"], not: ["", "b"]),
        Row("a{2,4}", ["aa", "aaa", "aaaa"], not: ["", "a", "aaaaa"]),
        Row("a{3,3}", ["aaa"], not: ["aa", "aaaa"]),
        Row("a{0,0}b", ["b"], not: ["ab", ""]),
        Row("a{2,}", ["aa", "aaaaa"], not: ["", "a"]),
        Row("a{2,}b", ["aab", "aaaab"], not: ["ab", "b", "aa"]),
        Row("a?b?c", ["c", "ac", "bc", "abc"], not: ["", "ab", "bac", "abcc"]),
        Row("a|b", ["a", "b"], not: ["", "ab", "c"]),
        Row("(a|b)*", ["", "a", "ba", "abba"], not: ["c", "abc"]),
        Row("(a|b){2,3}", ["aa", "ab", "bab"], not: ["a", "abab"]),
        Row("(ab)*", ["", "ab", "abab"], not: ["a", "ba", "aba", "abb"]),
        Row("(ab?)+", ["a", "ab", "aab", "aba"], not: ["", "b", "abb"]),
        Row("(a(b|c)d)?e", ["e", "abde", "acde"], not: ["ade", "abe", "abcde"]),
        Row("((a|b)c)*d", ["d", "acd", "acbcd"], not: ["ad", "abcd", "acbd"]),
        Row("(a?b?)*", ["", "a", "b", "ab", "ba", "bbaa"], not: ["c"]),
        Row("(a?b?){2,2}c", ["c", "ac", "abc", "abab c", "bbc"], not: ["abababc", "aaac"]),
        Row("(ab){2,3}c", ["ababc", "abababc"], not: ["abc", "ababababc", "abac"]),
        Row("a(b(c(d)?)?)?", ["a", "ab", "abc", "abcd"], not: ["ac", "abd", "acd"]),
        Row("G", ["gh", "g"], not: ["", "h", "ghh"]),
        Row("aG*b", ["ab", "aghb", "aghgb"], not: ["ahb", "agh"]),
        Row("G?a", ["a", "ga", "gha"], not: ["ha"]),
        Row("", [""], not: ["a"]),
        Row(
            "a{100,200}", [String(repeating: "a", count: 100), String(repeating: "a", count: 200)],
            not: [String(repeating: "a", count: 99), String(repeating: "a", count: 201)]),
    ]

    @Test(arguments: rows) func theAutomatonTakesWhatTheModelAllows(_ row: Row) throws {
        let schema = try SchemaLoader.load(
            components: """
                <xs:group name="G"><xs:sequence><xs:element name="g"/><xs:element name="h" minOccurs="0"/></xs:sequence>\
                </xs:group><xs:element name="r"><xs:complexType><xs:sequence>\(ModelText.xsd(row.model))\
                <xs:element name="z" minOccurs="0"/></xs:sequence></xs:complexType></xs:element>
                """)
        for word in row.right {
            #expect(try Validation(local: "<r>\(Self.children(word))</r>", schema).codes == [], "\(word)")
        }
        for word in row.wrong {
            #expect(try !Validation(local: "<r>\(Self.children(word))</r>", schema).isValid, "\(word)")
        }
    }

    private static func children(_ word: String) -> String {
        word.filter { $0 != " " }.map { "<\($0)/>" }.joined()
    }

    @Test func typesMayContainThemselves() throws {
        let schema = try SchemaLoader.load(
            components: """
                <xs:element name="a" type="T"/><xs:complexType name="T"><xs:sequence><xs:element name="b" type="xs:string"/>\
                <xs:element name="t" type="T" minOccurs="0"/><xs:element ref="a" minOccurs="0"/></xs:sequence></xs:complexType>
                """)
        #expect(try Validation(local: "<a><b/><t><b/><t><b/><a><b/></a></t></t></a>", schema).isValid)
        #expect(try Validation(local: "<a><b/><t><b/><t></t></t></a>", schema).codes == ["XSD-CHILD-2"])
    }

    @Test func blanksStandBetweenElementsButNotInAnEmptyElement() throws {
        let schema = try SchemaLoader.load(
            components: """
                <xs:group name="E"><xs:sequence/></xs:group>
                <xs:element name="none"><xs:complexType/></xs:element>
                <xs:element name="empty"><xs:complexType><xs:sequence/></xs:complexType></xs:element>
                <xs:element name="group"><xs:complexType><xs:group ref="E"/></xs:complexType></xs:element>
                <xs:element name="mixed"><xs:complexType mixed="true"><xs:sequence/></xs:complexType></xs:element>
                """)
        for name in ["none", "empty", "group", "mixed"] {
            #expect(try Validation(local: "<\(name)></\(name)>", schema).isValid)
        }
        #expect(try Validation(local: "<none> </none>", schema).codes == ["XSD-TEXT-1"])
        #expect(try Validation(local: "<empty>\n</empty>", schema).codes == ["XSD-TEXT-1"])
        #expect(try Validation(local: "<group>\n</group>", schema).isValid)
        #expect(try Validation(local: "<mixed> text </mixed>", schema).isValid)
        #expect(try Validation(local: "<group>text</group>", schema).codes == ["XSD-TEXT-1"])
    }

    @Test(
        arguments: [
            ("##any", "skip", ["<q:x/>", "<b>no number</b>", "<u xmlns=''/>"], []),
            (
                "##any", "lax", ["<q:x/>", "<b>1</b>", "<q:x><b>1</b></q:x>"],
                ["<b>x</b>", "<q:x><b>x</b></q:x>"]
            ),
            ("##any", "strict", ["<b>1</b>"], ["<q:x/>", "<b>x</b>", "<u xmlns=''/>"]),
            ("##other", "skip", ["<q:x/>"], ["<b>1</b>", "<u xmlns=''/>"]),
            ("##targetNamespace", "skip", ["<x/>"], ["<q:x/>", "<u xmlns=''/>"]),
            ("##local urn:q", "skip", ["<q:x/>", "<u xmlns=''/>"], ["<b>1</b>", "<x xmlns='urn:r'/>"]),
        ])
    func wildcardsTakeTheirNamespaces(
        _ namespace: String, _ process: String, _ right: [String], _ wrong: [String]
    ) throws {
        let schema = try SchemaLoader.load(
            components: """
                <xs:element name="b" type="xs:decimal"/><xs:element name="a"><xs:complexType><xs:sequence>\
                <xs:any namespace="\(namespace)" processContents="\(process)"/></xs:sequence></xs:complexType></xs:element>
                """)
        for child in right {
            #expect(try Validation(local: "<a xmlns:q='urn:q'>\(child)</a>", schema).codes == [], "\(child)")
        }
        for child in wrong {
            #expect(try !Validation(local: "<a xmlns:q='urn:q'>\(child)</a>", schema).isValid, "\(child)")
        }
    }
}

/// Turns the short notation of a content model into XSD.
enum ModelText {
    static func xsd(_ model: String) -> String {
        var rest = Substring(model)
        return choice(&rest, occurrence: "")
    }

    private static func choice(_ rest: inout Substring, occurrence: String) -> String {
        var branches = [sequence(&rest)]
        while rest.first == "|" {
            rest.removeFirst()
            branches.append(sequence(&rest))
        }
        if branches.count == 1 { return branches[0] }
        return "<xs:choice>\(branches.joined())</xs:choice>"
    }

    private static func sequence(_ rest: inout Substring) -> String {
        var parts = ""
        while let next = rest.first, next != "|", next != ")" {
            rest.removeFirst()
            var inner = ""
            if next == "(" {
                inner = choice(&rest, occurrence: "")
                rest.removeFirst()
            }
            let occurs = occurrence(&rest)
            switch next {
            case "(": parts += "<xs:sequence\(occurs)>\(inner)</xs:sequence>"
            case "G": parts += "<xs:group ref=\"G\"\(occurs)/>"
            default: parts += "<xs:element name=\"\(next)\"\(occurs)/>"
            }
        }
        return "<xs:sequence>\(parts)</xs:sequence>"
    }

    private static func occurrence(_ rest: inout Substring) -> String {
        switch rest.first {
        case "?": return take(1, of: &rest, "0", "1")
        case "*": return take(1, of: &rest, "0", "unbounded")
        case "+": return take(1, of: &rest, "1", "unbounded")
        case "{":
            let end = rest.firstIndex(of: "}") ?? rest.endIndex
            let bounds = rest[rest.index(after: rest.startIndex)..<end].split(
                separator: ",", omittingEmptySubsequences: false)
            return take(
                rest.distance(from: rest.startIndex, to: end) + 1, of: &rest, String(bounds[0]),
                bounds[1].isEmpty ? "unbounded" : String(bounds[1]))
        default: return ""
        }
    }

    private static func take(_ count: Int, of rest: inout Substring, _ min: String, _ max: String) -> String {
        rest.removeFirst(count)
        return " minOccurs=\"\(min)\" maxOccurs=\"\(max)\""
    }
}
