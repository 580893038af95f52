import B2MML
import Diagnostics
import Testing

/// What is written for a unit, and what is understood.
@Suite struct UnitCatalogueTests {
    private func units() throws -> UnitCatalogue { try RuleBench.units.get() }

    @Test func theListIsThere() throws {
        let units = try units()
        #expect(units.count == 2162)
        #expect(units.name(of: "KGM") == "kilogram")
        #expect(units.name(of: "XBX") == "Box")
        #expect(units.name(of: "KG") == nil)
        #expect(units.name(of: "") == nil)
        #expect(units.name(of: "KGMM") == nil)
    }

    @Test(
        arguments: [
            ("KGM", UnitCatalogue.Meaning.code), ("H87", .code), ("10", .code), ("kg", .alias(of: "KGM")),
            ("KG", .alias(of: "KGM")), ("kgm", .alias(of: "KGM")), ("kilogram", .alias(of: "KGM")),
            ("Kilograms", .alias(of: "KGM")), ("second", .alias(of: "SEC")), ("seconds", .alias(of: "SEC")),
            ("Kiloliters", .alias(of: "K6")), ("metre", .alias(of: "MTR")),
            ("degree Celsius", .alias(of: "CEL")),
            ("%", .alias(of: "P1")), ("CS", .alias(of: "XCS")), ("Sekunde", .alias(of: "SEC")),
            ("bar", .alias(of: "BAR")), ("smoot", .unknown), ("NULL", .unknown), ("", .unknown),
        ])
    func meanings(_ text: String, _ meaning: UnitCatalogue.Meaning) throws {
        #expect(try units().meaning(of: text) == meaning)
    }

    @Test func theNearestIsOfferedForLongerWords() throws {
        let units = try units()
        #expect(units.nearest(to: "kilogrm") == "KGM")
        #expect(units.nearest(to: "DATE") == nil)
        #expect(units.nearest(to: String(repeating: "x", count: 5_000)) == nil)
    }

    @Test(
        arguments: [
            ("code\tname\nKGM\n", "written\tcode\n"), ("code\tname\nKGMX\tkilogram\n", "written\tcode\n"),
            ("code\tname\nKGM\tkilogram\n", "written\tcode\nkg\tGRM\n"),
            ("code\tname\nKGM\tkilogram\n", "written\tcode\nkg\n"),
        ])
    func aBrokenTableIsRefusedWithItsLine(_ codes: String, _ aliases: String) {
        let error = #expect(throws: UnitTableError.self) { try UnitCatalogue(codes: codes, aliases: aliases) }
        #expect(error?.place?.line == 2)
    }

    @Test func aMissingTableIsRefused() {
        #expect(throws: UnitTableError.self) { try UnitCatalogue(folder: "nowhere") }
    }
}
