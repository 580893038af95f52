import Foundation

/// Programs and files that are not part of the project. Tests that need one are skipped where it is not, and say so.
enum Outside {
    static let examples = [
        "PRO-20121210181416-27942", "MAT-20121210170256-CRBN0001", "INV-20121210175555-0001L0001_01",
    ]

    static func example(_ name: String) -> URL {
        Bench.shared.appending(path: "corpus/dev/MESA__Examples__\(name).xml")
    }

    static let publishedSchema = Bench.shared.appending(path: "mesa/V0401/driver.xsd")
    static let generator = Bench.shared.appending(path: "checks/documents.py")

    static var hasExamples: Bool { examples.allSatisfy { exists(example($0)) } }
    static var canValidate: Bool { exists(publishedSchema) && program("xmllint") != nil }
    static var canGenerate: Bool { exists(generator) && program("python3") != nil }

    static func exists(_ url: URL) -> Bool {
        FileManager.default.fileExists(atPath: url.path(percentEncoded: false))
    }

    static func program(_ name: String) -> URL? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        return folders.map { URL(filePath: "\($0)/\(name)") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path(percentEncoded: false)) }
    }

    /// - Returns: the exit status and what was written to standard error.
    static func run(_ name: String, _ arguments: [String]) throws -> (status: Int32, errors: String) {
        guard let program = program(name) else { throw CocoaError(.fileNoSuchFile) }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let data = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    /// Documents for every element of a set, by file name; the caller's to delete.
    static func generate(_ set: String, number: Int) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "generated-\(UUID().uuidString)")
        let path = folder.path(percentEncoded: false)
        let result = try run(
            "python3",
            [
                "-B", generator.path(percentEncoded: false), set, path, "--random", "\(number)", "--seed",
                "mapping",
            ])
        guard result.status == 0 else { throw CocoaError(.executableLoad) }
        return folder
    }
}
