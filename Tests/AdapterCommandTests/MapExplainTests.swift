import Foundation
import Testing

/// `map explain`: as objects and as a page.
@Suite struct MapExplainTests {
    /// One that every set can say.
    private var order: String {
        schedule().replacing(
            "<ID>4711</ID>", with: "<ID>4711</ID><ProductProductionRuleID>PAINT</ProductProductionRuleID>")
    }

    @Test func theObjectsHaveTheirKeys() throws {
        let b2mml = try Program()
        try b2mml.folder.write(order, to: "a.xml")
        let output = try b2mml("map", "explain", "a.xml", "--to", "V0700", "--format", "jsonl")
        #expect(output.status == 0)
        let objects = try output.objects()
        let outputs = objects.filter { $0["path"] != nil }
        let order = try #require(outputs.first { $0["value"] as? String == "4711" })
        #expect(
            order["path"] as? String
                == "/ProcessOperationsSchedule/DataArea[1]/OperationsSchedule[1]/OperationsRequest[1]/ID[1]")
        #expect(
            Set(order.keys) == [
                "path", "value", "line", "origin", "rules", "tableRows", "source", "alsoFrom",
            ])
        let input = try #require(objects.first { $0["fate"] as? String == "written" })
        #expect(Set(input.keys).isSuperset(of: ["source", "fate", "outputs"]))
        #expect(Set(input.keys).isSubset(of: ["source", "fate", "outputs", "reason", "rule"]))
    }

    @Test func thePageIsWrittenOrPrinted() throws {
        let b2mml = try Program()
        try b2mml.folder.write(order, to: "a.xml")
        let arguments = ["map", "explain", "a.xml", "--to", "V0700", "--format", "html"]
        let program = try #require(Program.path)
        let printed = try b2mml.run(program, arguments)
        #expect(printed.status == 0 && printed.out.hasPrefix("<!DOCTYPE html>"))
        let written = try b2mml.run(program, arguments + ["-o", "a.html"])
        #expect(written.status == 0 && written.out.isEmpty)
        let page = try String(contentsOfFile: "\(b2mml.folder.path)/a.html", encoding: .utf8)
        #expect(page == printed.out)
        #expect(try b2mml.run(program, arguments + ["-o", "none/a.html"]).err.contains("EXPLAIN-WRITE-1"))
        #expect(try b2mml("map", "explain", "a.xml", "--to", "V0700", "-o", "a.txt").status == 2)
    }

    /// The page says why nothing came out.
    @Test func whatIsRefusedHasAPageToo() throws {
        let b2mml = try Program()
        try b2mml.folder.write(schedule().replacing("<ID>0010</ID>", with: "<Id>0010</Id>"), to: "a.xml")
        let output = try b2mml("map", "explain", "a.xml", "--to", "V0700", "--format", "html")
        #expect(output.status == 1)
        #expect(output.out.contains("nothing was written") && output.out.contains("XSD-"))
    }
}
