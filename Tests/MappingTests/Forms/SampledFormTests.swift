import Diagnostics
import Testing
import XMLSchema
import XMLStream

@testable import Mapping

/// JSON and XML whose shape comes from samples.
@Suite struct SampledFormTests {
    private static let sample = #"{"no":"1","lines":[{"qty":1.5,"tags":["x"]}],"grid":[[1,2]],"opt":null}"#

    @Test(arguments: [
        (
            #"{"no":"4711","lines":[{"qty":2},{"qty":3.10}]}"#,
            ["no=4711 1:7", "lines[1]/qty=2 1:30", "lines[2]/qty=3.10 1:40"]
        ),
        (
            "\u{FEFF}{\r\n  \"lines\": {\"qty\": \"2,5\"},\r\n \"no\": \"\"\r\n}",
            ["no= 3:8", "lines/qty=2,5 2:20"]
        ),
        (#"{"no":null,"lines":[],"opt":true}"#, ["opt=true 1:29"]),
        (
            #"{"grid":[[1],[2,3]]}"#,
            ["grid[1]/item=1 1:11", "grid[2]/item[1]=2 1:15", "grid[2]/item[2]=3 1:17"]
        ),
        (#"{"no":["1"]}"#, ["no=1 1:8"]),
        (#"{"no":["1","2"]}"#, ["no=1 1:8", "unknown /document/no[2] 1:12"]),
        (
            #"{"né":1,"no":{"a":1},"lines":["x"]}"#,
            [
                "= 1:1", "unknown /document/né[1] 1:7", "unknown /document/no[1] 1:14",
                "unknown /document/lines[1] 1:31",
            ]
        ),
        (#"{"no":"é\u00e9\ud83d\ude00\n"}"#, ["no=éé😀\n 1:7"]),
        (#"{"no":{},"lines":{}}"#, ["lines= 1:18", "unknown /document/no[1] 1:7"]),
        (#"[1]"#, ["= 1:1", "unknown /document/item[1] 1:2"]),
        (#""x""#, ["= 1:1", "unknown /document 1:1"]),
    ])
    func jsonIsRead(_ text: String, _ expected: [String]) throws {
        #expect(FormBench.lines(try FormBench.json(Self.sample), text) == expected)
    }

    @Test(arguments: [
        ("", "FORM-JSON-1 1:1"), ("{", "FORM-JSON-1 1:2"), (#"{"a":01}"#, "FORM-JSON-1 1:6"),
        (#"{"a":1,}"#, "FORM-JSON-1 1:8"), (#"{"a":nul}"#, "FORM-JSON-1 1:6"), ("{} {}", "FORM-JSON-1 1:4"),
        (#"{"a":"\x"}"#, "FORM-JSON-2 1:7"), (#"{"a":"\u0000"}"#, "FORM-JSON-2 1:7"),
        (#"{"a":"\ud800"}"#, "FORM-JSON-2 1:7"), ("{\"a\":\"\n\"}", "FORM-JSON-2 1:7"),
        (#"{"a":1,"a":2}"#, "FORM-JSON-3 1:8"), ("{\"a\":\"\u{1}\"}", "FORM-TEXT-2 1:7"),
        (String(repeating: "[", count: 101), "FORM-LIMIT-1 1:101"), (#"{"a" 1}"#, "FORM-JSON-1 1:6"),
    ])
    func badJSONIsRefused(_ text: String, _ expected: String) throws {
        #expect(FormBench.lines(try FormBench.json(Self.sample), text) == ["nothing", expected])
    }

    @Test func jsonIsWrittenByItsSample() throws {
        let sample = #"{"id":"1","lines":[{"qty":1.5,"ok":true}],"grid":[[1]],"a b":"x","n":null,"o":{}}"#
        let form = try FormBench.json(sample, isTarget: true)
        let root = form.root
        var editor = try DocumentEditor(schema: form.schema, root: root)
        let blank = try editor.append("a_x0020_b", to: editor.root)
        editor.setText("\"\\\n\u{E9}", of: blank)
        let line = try editor.append("lines", to: editor.root)
        editor.setText("+012.500", of: try editor.append("qty", to: line))
        editor.setText("0", of: try editor.append("ok", to: line))
        editor.setText("0815", of: try editor.append("id", to: editor.root))
        editor.setNil(try editor.append("n", to: editor.root))
        _ = try editor.append("o", to: editor.root)
        let grid = try editor.append("grid", to: editor.root)
        editor.setText("-.5", of: try editor.append("item", to: grid))
        let written = form.write(editor.finish())
        let text = String(decoding: try #require(written.value), as: UTF8.self)
        let expected = #"""
            {
              "id": "0815",
              "lines": [
                {
                  "qty": 12.500,
                  "ok": false
                }
              ],
              "grid": [
                [
                  -0.5
                ]
              ],
              "a b": "\"\\\né",
              "n": null,
              "o": {}
            }

            """#
        #expect(text == expected)
        // What is null is absent when it is read.
        let withoutNull = text.replacing("  \"n\": null,\n", with: "")
        #expect(try FormBench.rewritten(form, text) == withoutNull)
    }

    @Test(arguments: [
        ("n", "12,5", "FORM-VALUE-1"), ("n", "", "FORM-VALUE-1"), ("n", ".", "FORM-VALUE-1"),
        ("n", "1 2", "FORM-VALUE-1"), ("n", "NaN", "FORM-VALUE-1"), ("b", "yes", "FORM-VALUE-2"),
    ])
    func valuesOfAnotherTypeAreRefused(_ name: String, _ value: String, _ code: String) throws {
        let form = try FormBench.json(#"{"n":1,"b":true}"#, isTarget: true)
        var editor = try DocumentEditor(schema: form.schema, root: form.root)
        editor.setText(value, of: try editor.append(name, to: editor.root))
        let written = form.write(editor.finish())
        #expect(written.value == nil)
        #expect(written.findings.map(\.code.rawValue) == [code])
        #expect(written.findings.first?.place.path == "/document/\(name)[1]")
    }

    @Test(arguments: [
        "1": "1", "-0": "-0", "1e5": "1e5", "007": "7", "+1": "1", "5.": "5", ".5": "0.5", " 1 ": "1",
        "0.10": "0.10", "00": "0",
    ])
    func decimalsAreNumbersOfJSON(_ decimal: String, _ number: String) {
        #expect(JSONNumber.text(decimal) == number)
    }

    // MARK: XML

    private static let order = """
        <o:Order xmlns:o='urn:o' xml:lang='de' no='1'><Line xmlns='' qty='1'>x</Line><Line><Sub/></Line><T/></o:Order>
        """

    @Test(arguments: [
        ("<Order no='7'><T>é</T><Line>\n</Line></Order>", ["@no=7", "Line=\n 1:23", "T=é 1:15"]),
        ("<x:Order xmlns:x='urn:z'>\n<x:Line><x:Sub>1</x:Sub></x:Line></x:Order>", ["Line/Sub=1 2:9"]),
        (
            "<Order new='1'><Line>a<Sub/>b</Line><U/></Order>",
            [
                "Line/Sub= 1:23", "unknown /Order/@new 1:1", "unknown /Order/Line[1]/text()[1] 1:16",
                "unknown /Order/U[1] 1:37",
            ]
        ),
        ("<Order><T/><T>2</T></Order>", ["T= 1:8", "unknown /Order/T[2] 1:12"]),
        (
            "<Order xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='a b'><T xsi:nil='true'/></Order>",
            ["= 1:1"]
        ),
        ("<Orders/>", ["nothing", "FORM-XML-1 1:1"]),
        ("<Order><T></Order>", ["nothing", "XML-WF-1 1:19"]),
        ("<!DOCTYPE Order []><Order/>", ["nothing", "XML-DOCTYPE-1 1:1"]),
        (String(repeating: "<Order>", count: 101), ["nothing", "XML-LIMIT-1 1:701"]),
    ])
    func xmlIsRead(_ text: String, _ expected: [String]) throws {
        #expect(FormBench.lines(try FormBench.xml(Self.order), text) == expected)
    }

    @Test func xmlIsWrittenWithTheNamespacesOfTheSample() throws {
        let form = try FormBench.xml(Self.order, isTarget: true)
        let text = try FormBench.rewritten(
            form, "<Order xml:lang='en' no='2'><T>3 &lt; 4</T><Line qty='5'>y</Line></Order>")
        #expect(
            text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <Order xmlns="urn:o" xml:lang="en" no="2">
                  <Line xmlns="" qty="5">y</Line>
                  <T xmlns="">3 &lt; 4</T>
                </Order>

                """)
    }

    @Test func xmlWithASchemaIsJudgedByIt() throws {
        let judge = try FormBench.json(#"{"a":1}"#, isTarget: true)
        let form = try FormBench.make(
            ForeignFormDeclaration(format: .xml, schema: (judge.schema, judge.root)))
        let good = "<document xmlns='urn:b2mml-adapter:form'><a>1</a></document>"
        #expect(FormBench.lines(form, good) == ["a=1 1:42"])
        #expect(try FormBench.rewritten(form, good).contains("<a>1</a>"))
        let bad = form.read(
            Array("<document xmlns='urn:b2mml-adapter:form'><a>x</a></document>".utf8), source: "in")
        #expect(bad.findings.map(\.place.line) == [1])
        let other = try FormBench.make(
            ForeignFormDeclaration(format: .xml, schema: (judge.schema, ExpandedName("urn:x", "a"))))
        #expect(FormBench.lines(other, good) == ["nothing", "FORM-XML-1 1:1"])
        #expect(form.read(Array("<a".utf8), source: "in").document == nil)
    }
}
