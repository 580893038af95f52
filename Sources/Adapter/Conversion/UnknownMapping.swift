package import Diagnostics
package import Mapping

extension MappingLibrary {
    /// The mapping that a person names, with or without its ending.
    ///
    /// - Parameters:
    ///   - name: of the mapping.
    ///   - others: what else the person may have meant.
    /// - Returns: the mapping, compiled.
    /// - Throws: ``UnknownMapping``, or ``WrongMapping``.
    package func existing(_ name: String, besides others: [String] = []) throws -> CompiledMapping {
        let plain = name.hasSuffix(".yaml") ? String(name.dropLast(".yaml".count)) : name
        if let mapping = try mapping(named: plain) { return mapping }
        throw UnknownMapping(
            name: name, nearest: nearestName(to: plain, among: others + entries.map(\.name)))
    }
}

/// No mapping is called like that.
package struct UnknownMapping: AdapterError, Hashable {
    let name: String
    let nearest: String?

    package var code: Code { "MAP-FILE-1" }
    package var message: String { "there is no mapping \(name)" }
    package var place: Place? { nil }
    package var advice: String? {
        nearest.map { "Did you mean \($0)?" } ?? "b2mml map list shows what there is."
    }
    package var exitStatus: ExitStatus { .usage }
}
