import Foundation

/// Where translated records wait until what stands around them is known: a temporary file for each name.
final class RecordSpools {
    private var files: [String: TemporaryOutput] = [:]

    /// Of the records that there are.
    var names: Set<String> { Set(files.keys) }

    /// - Throws: ``FileProblem``.
    func append(_ bytes: [UInt8], name: String) throws {
        let file: TemporaryOutput
        if let known = files[name] {
            file = known
        } else {
            file = try TemporaryOutput()
            files[name] = file
        }
        try file.append(bytes)
    }

    /// Writes all records of a name behind what another file has.
    ///
    /// - Throws: ``FileProblem``.
    func write(_ name: String, to output: TemporaryOutput) throws {
        guard let file = files[name] else { return }
        try file.forEachPiece { try output.append($0) }
    }
}
