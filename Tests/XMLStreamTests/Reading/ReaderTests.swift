import Testing
import XMLStream

@Suite struct ReaderTests {
    @Test func eventsComeInDocumentOrderWithTheirPlaces() {
        let outcome = read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- a > b, <c> -->
            <a xmlns="urn:a" xmlns:p="urn:p">
              <b p:x="1 &gt; 0" y='"é>"'/>é<c
                z="&#x41;">t&amp;<![CDATA[<u>]]]]></c>
            </a>
            """)
        #expect(outcome.failure == nil)
        #expect(
            outcome.events.map(\.description) == [
                "<{urn:a}a xmlns:=\"urn:a\" xmlns:p=\"urn:p\"> @59 3:1",
                "\"\n  \"",
                "<{urn:a}b {urn:p}x=\"1 > 0\" y=\"\"é>\"\"> @95 4:3",
                "</> @124",
                "\"é\"",
                "<{urn:a}c z=\"A\"> @126 4:32",
                "\"t&<u>]]\"",
                "</> @171",
                "\"\n\"",
                "</> @176",
            ])
    }
}
