package import Diagnostics
import Foundation

/// Where the program finds its `Schemas` and `Mappings`: the folder of `B2MML_HOME`, else `../share/b2mml` of the
/// executable, else the working folder.
package struct Installation: Sendable {
    package let home: String

    package var schemas: String { "\(home)/Schemas" }
    package var mappings: String { "\(home)/Mappings" }

    /// - Parameters:
    ///   - environment: of the process.
    ///   - executable: the path of the running program.
    /// - Throws: ``NotFound`` when none of the three places holds a `Schemas` folder.
    package init(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        executable: String = ProcessInfo.processInfo.arguments.first ?? ""
    ) throws(NotFound) {
        if let named = environment["B2MML_HOME"], !named.isEmpty {
            guard Self.holdsSchemas(named) else { throw NotFound(looked: [named]) }
            home = named
            return
        }
        let program = URL(filePath: executable).resolvingSymlinksInPath()
        let share = program.deletingLastPathComponent().appending(path: "../share/b2mml").standardizedFileURL
        let candidates = [share.path(percentEncoded: false), FileManager.default.currentDirectoryPath]
        guard let found = candidates.first(where: Self.holdsSchemas) else {
            throw NotFound(looked: candidates)
        }
        home = found.hasSuffix("/") ? String(found.dropLast()) : found
    }

    private static func holdsSchemas(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(folder)/Schemas")
    }

    package struct NotFound: AdapterError {
        let looked: [String]
        package var code: Code { "HOME-1" }
        package var message: String { "the Schemas folder is not in \(looked.joined(separator: " nor in "))" }
        package var advice: String? { "Set B2MML_HOME to the folder that holds Schemas and Mappings." }
        package var exitStatus: ExitStatus { .usage }
    }
}
