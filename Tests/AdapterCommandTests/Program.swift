import Foundation
import Testing

/// The built program, run as a person runs it: in a folder of its own.
struct Program {
    struct Output {
        let status: Int32
        let out: String
        let err: String

        /// The objects of jsonl.
        func objects(sourceLocation: SourceLocation = #_sourceLocation) throws -> [[String: Any]] {
            try out.split(separator: "\n").map { line in
                try #require(
                    try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                    sourceLocation: sourceLocation)
            }
        }

        /// The objects of one JSON array.
        func array(sourceLocation: SourceLocation = #_sourceLocation) throws -> [[String: Any]] {
            try #require(
                try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [[String: Any]],
                sourceLocation: sourceLocation)
        }
    }

    struct NotBuilt: Error {}

    static let home = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardizedFileURL.path(percentEncoded: false)

    /// Beside the test bundle, wherever that was built.
    static let path: String? = {
        let arguments = ProcessInfo.processInfo.arguments
        var near = [Bundle.main.executablePath, arguments.first].compactMap(\.self)
        if let index = arguments.firstIndex(of: "--test-bundle-path"), index + 1 < arguments.count {
            near.insert(arguments[index + 1], at: 0)
        }
        let folders = near.map { URL(filePath: $0).deletingLastPathComponent().path(percentEncoded: false) }
        return (folders + ["\(home)/.build/debug"]).map { "\($0)/b2mml" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// A material that lies beside the repository, or in the folder that `B2MML_SHARED` names.
    static func shared(_ path: String) -> String? {
        let folder = ProcessInfo.processInfo.environment["B2MML_SHARED"] ?? "\(home)/../shared"
        let file = URL(filePath: "\(folder)/\(path)").standardizedFileURL.path(percentEncoded: false)
        return FileManager.default.fileExists(atPath: file) ? file : nil
    }

    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @discardableResult
    func callAsFunction(
        _ arguments: String..., input: String? = nil, environment: [String: String] = [:]
    ) throws -> Output {
        try callAsFunction(all: arguments, input: input, environment: environment)
    }

    func callAsFunction(
        all arguments: [String], input: String? = nil, environment: [String: String] = [:]
    ) throws -> Output {
        guard let program = Self.path else { throw NotBuilt() }
        return try run(program, arguments, input: input, environment: environment)
    }

    /// To files, so that no pipe can fill up.
    func run(
        _ program: String, _ arguments: [String], input: String? = nil, environment: [String: String] = [:]
    ) throws -> Output {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder.path)
        // All tests share their images of schemas: a debug build takes a while to compile a set.
        var all = [
            "B2MML_HOME": Self.home, "B2MML_CACHE": "\(Self.home)/.build/images", "PATH": "/usr/bin:/bin",
            "TMPDIR": folder.path,
        ]
        all.merge(environment) { _, new in new }
        process.environment = all
        let name = UUID().uuidString
        process.standardInput = try FileHandle(
            forReadingFrom: URL(filePath: try folder.write(input ?? "", to: "\(name).in")))
        let (out, err) = (try folder.write("", to: "\(name).out"), try folder.write("", to: "\(name).err"))
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: out))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: err))
        try process.run()
        process.waitUntilExit()
        return Output(
            status: process.terminationReason == .exit
                ? process.terminationStatus : 128 + process.terminationStatus,
            out: try String(contentsOfFile: out, encoding: .utf8),
            err: try String(contentsOfFile: err, encoding: .utf8))
    }
}

/// A folder that lives as long as the value that names it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "b2mml-\(UUID())")
            .path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        let target = URL(filePath: "\(path)/\(name)")
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: target)
        return target.path(percentEncoded: false)
    }

    func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").sorted()
    }
}

/// So many seconds after now, as a record says it: the program's clock is the real one.
func soon(_ seconds: Double) -> String {
    Date(timeIntervalSinceNow: seconds).ISO8601Format()
}

/// A V0401 schedule of one order.
func schedule(
    _ id: String = "4711", quantity: String = "5.000", created: String = "2026-03-01T16:30:00Z",
    sender: String = "ERP"
) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <ProcessProductionSchedule xmlns="http://www.wbf.org/xml/B2MML-V0401" releaseID="">
    <ApplicationArea><Sender><LogicalID>\(sender)</LogicalID></Sender>
    <CreationDateTime>\(created)</CreationDateTime></ApplicationArea>
    <DataArea><Process/><ProductionSchedule><ProductionRequest><ID>\(id)</ID><SegmentRequirement>
    <ID>0010</ID><ProcessSegmentID>Mixing</ProcessSegmentID>
    <EquipmentRequirement><EquipmentID>MIXER-01</EquipmentID></EquipmentRequirement>
    <MaterialProducedRequirement><MaterialDefinitionID>PAINT</MaterialDefinitionID><Quantity>
    <QuantityString>\(quantity)</QuantityString><DataType>decimal</DataType>
    <UnitOfMeasure>KGM</UnitOfMeasure></Quantity></MaterialProducedRequirement>
    </SegmentRequirement></ProductionRequest></ProductionSchedule></DataArea>
    </ProcessProductionSchedule>
    """
}
