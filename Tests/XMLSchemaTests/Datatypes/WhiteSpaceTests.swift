import Testing
import XMLSchema

@Suite struct WhiteSpaceTests {
    @Test(
        arguments: [
            (WhiteSpace.preserve, " a\t\n b \r", " a\t\n b \r"), (.replace, " a\t\n b \r", " a   b  "),
            (.collapse, " a\t\n b \r", "a b"), (.collapse, " \n", ""), (.collapse, "", ""),
            (.replace, "", ""),
            (.collapse, "a", "a"), (.collapse, "a\u{A0} b", "a\u{A0} b"), (.replace, "é\t€", "é €"),
        ])
    func blanksAreTreatedAsTheFacetSays(_ whiteSpace: WhiteSpace, _ text: String, _ expected: String) {
        var bytes = Array(text.utf8)
        let count = bytes.withUnsafeMutableBufferPointer { whiteSpace.normalise($0) }
        #expect(String(decoding: bytes[..<count], as: UTF8.self) == expected)
    }
}
