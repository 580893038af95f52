import Adapter
import Foundation
import Journal
import Operations

/// Keeps what goes through the doors, in files whose names sort in the order of time.
struct PlantDoors {
    private let folder: DemoFolder
    private var count = 0
    /// The commands that do the same again, one a line.
    private var commands = [
        "#!/bin/sh", "# What went through the doors, in order, into another journal. Run it in this folder.",
        "set -e", "at='--config b2mml.yaml --journal sqlite:replay.sqlite'",
    ]

    init(_ folder: DemoFolder) throws {
        self.folder = folder
        try folder.makeFolder("doors")
    }

    /// - Returns: the path of the document.
    mutating func keep(_ document: PlantDocument, at second: Int) throws -> String {
        let name = name(document.name, "xml", at: second)
        try folder.write(Array(document.xml.utf8), to: name)
        // Refusals are part of the week: the exit status 1 does not end it.
        commands.append("b2mml import $at \(name) || test $? = 1")
        return "\(folder.path)/\(name)"
    }

    /// - Returns: what findings call the lines.
    mutating func keep(_ lines: [String], at second: Int) throws -> String {
        let name = name("shop-floor", "jsonl", at: second)
        try folder.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: name)
        commands.append("b2mml loop record $at \(name) || test $? = 1")
        return name
    }

    mutating func keep(_ message: [UInt8], of root: String, at second: Int) throws {
        try folder.write(message, to: name(root, "xml", at: second))
    }

    mutating func noteRun() {
        commands.append("b2mml loop run $at || test $? = 1")
    }

    mutating func noteApproval(of proposal: String, by person: String) {
        // At another time the loop may propose otherwise; that does not end it either.
        commands.append("b2mml loop approve $at \(proposal) --by \(person) || test $? -le 2")
    }

    func close() throws {
        try folder.write(Array((commands.joined(separator: "\n") + "\n").utf8), to: "replay.sh")
    }

    private mutating func name(_ what: String, _ ending: String, at second: Int) -> String {
        count += 1
        let number = String(1_000_000 + count).dropFirst()
        let time = "\(PlantModel.time(second))".prefix(16).replacingOccurrences(of: ":", with: "")
        return "doors/\(number)-\(time)-\(what).\(ending)"
    }
}
