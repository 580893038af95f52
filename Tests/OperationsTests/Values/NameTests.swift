import Foundation
import Testing

@testable import Operations

@Suite struct NameTests {
    @Test func identifiersKeepTheirTextAndMatchWithoutBlanksAtTheEnds() {
        let padded = Identifier("NV-P120-NMC ")
        #expect(padded.text == "NV-P120-NMC ")
        #expect(padded != "NV-P120-NMC")
        #expect(padded.matchingKey == "NV-P120-NMC")
        #expect(Identifier("0010").matchingKey != Identifier("10").matchingKey)
        #expect(Identifier("\t a b\n").matchingKey == "a b")
        #expect(Identifier(" \n").isBlank)
        #expect(Identifier("").isBlank)
    }

    @Test(arguments: KnownMaterialUse.allCases)
    func knownWordsAreReadAndWritten(_ use: KnownMaterialUse) {
        #expect(MaterialUse(text: use.rawValue) == .known(use))
        #expect(MaterialUse(rawValue: MaterialUse.known(use).rawValue) == .known(use))
    }

    @Test(arguments: [MaterialUse.other(nil), .other("Packaging"), .other("Other=x"), .other("")])
    func otherWordsAreReadAndWritten(_ use: MaterialUse) {
        #expect(MaterialUse(rawValue: use.rawValue) == use)
    }

    @Test func wordsOutsideOfTheListAreKept() {
        #expect(MaterialUse(text: "Replaced Assetn") == .other("Replaced Assetn"))
        #expect(MaterialUse(text: "Other", otherValue: "Packaging") == .other("Packaging"))
        #expect(OperationsType(text: "Mixed").domain == nil)
        #expect(OperationsType(text: "Quality").domain == .quality)
    }

    @Test func absentRepeatedElementsAreAbsentWhenCoded() throws {
        let bytes = try JSONEncoder().encode(OperationsRequest(id: "1"))
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"id":"1"}"#)
        #expect(try JSONDecoder().decode(OperationsRequest.self, from: bytes) == OperationsRequest(id: "1"))
    }

    @Test func theRealOrderIsCodedWithoutLoss() throws {
        let bytes = try JSONEncoder().encode(Orders.mesa)
        #expect(try JSONDecoder().decode(OperationsRequest.self, from: bytes) == Orders.mesa)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains(#""199.910""#) && text.contains("412345670000003212") && text.contains("BOX3"))
    }
}
