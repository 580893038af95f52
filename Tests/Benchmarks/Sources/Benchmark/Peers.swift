import Foundation

/// The validators that b2mml is compared with, built here from `Peers`; each is left out when its library is missing.
struct Peers {
    private let folder: String
    private let sources: String
    private(set) var sax2: String?
    private(set) var xerces: String?
    private(set) var xmllint: String?
    /// What is left out, and why.
    private(set) var missing: [String] = []

    /// - Parameters:
    ///   - sources: the folder of the sources.
    ///   - folder: where they are built.
    init(sources: String, folder: String) {
        self.sources = sources
        self.folder = folder
        sax2 = build("sax2.c", "cc", package: "libxml-2.0", from: "libxml2-dev")
        xerces = build("xerces.cpp", "c++", package: "xerces-c", from: "libxerces-c-dev")
        if Shell.succeeds("xmllint --version") {
            xmllint = "xmllint"
        } else {
            missing.append("xmllint is left out: it is not here (libxml2-utils)")
        }
    }

    private mutating func build(_ source: String, _ compiler: String, package: String, from debian: String)
        -> String?
    {
        let program = "\(folder)/\(source.prefix { $0 != "." })"
        let flags = "$(pkg-config --cflags --libs \(package))"
        guard Shell.succeeds("pkg-config --exists \(package)") else {
            missing.append("\(source) is left out: \(package) is not here (\(debian))")
            return nil
        }
        guard Shell.succeeds("\(compiler) -O2 -o '\(program)' '\(sources)/\(source)' \(flags)") else {
            missing.append("\(source) is left out: it cannot be compiled")
            return nil
        }
        return program
    }
}

enum Shell {
    /// Runs a line of shell quietly.
    static func succeeds(_ line: String) -> Bool {
        (try? Command("sh", "sh", ["-c", line]).run().status) == 0
    }

    /// Runs a program with its output where ours goes.
    static func run(_ program: String, _ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
