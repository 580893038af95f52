package import B2MML
package import Diagnostics
package import Mapping
package import XMLSchema
import XMLStream

/// Runs a mapping alone on a document: not through the canonical form, and without deriving what another set requires.
package struct ExampleRunner: Sendable {
    private let library: SchemaLibrary
    private let reader: DocumentReader

    package init(library: SchemaLibrary) {
        self.library = library
        reader = DocumentReader(library: library)
    }

    /// What came of it.
    package struct Outcome: Sendable {
        /// What the mapping writes; nil when the document cannot be read, is held or is refused.
        package var bytes: [UInt8]?
        /// Of a file with ``bytes``, such as `json`.
        package var ending: String
        package var findings: [Finding] = []
        package var losses = Losses()
        /// Input that the foreign form does not know.
        package var unknown: [String] = []
        package var isHeld = false
        package var isRefused = false
        package var trace: Trace?
        /// As it was read, and as it became.
        package var source: Document?
        package var made: Document?

        /// Everything but the document, a line each; empty when there is nothing to say.
        package var notes: String {
            var lines: [String] = []
            if isRefused { lines.append("refused") }
            if isHeld { lines.append("held") }
            lines += findings.map(\.description)
            lines += unknown.map { "unknown to the form: \($0)" }
            lines += losses.ignoredByAccident.map { "lost by accident: \($0)" }
            lines += losses.ignoredDeclared.map { "lost as declared: \($0.path): \($0.reason)" }
            lines += losses.unsetRequired.map { "not set: \($0)" }
            lines += losses.derived.map { "derived: \($0)" }
            return lines.map { "\($0)\n" }.joined()
        }
    }

    /// Runs it on what a file holds.
    ///
    /// - Throws: ``SchemaError`` when a set cannot be loaded.
    package func run(
        _ mapping: CompiledMapping, on bytes: [UInt8], _ context: MappingContext
    ) throws -> Outcome {
        let ending =
            switch mapping.to.set {
            case .foreign(let format): format.fileEnding
            case .published, .canonical: "xml"
            }
        var outcome = Outcome(ending: ending)
        guard let noun = try read(bytes, for: mapping, context.source ?? "", &outcome),
            let result = mapping.run(noun, context: context)
        else { return outcome }
        outcome.findings += result.findings
        outcome.losses = result.losses
        outcome.isHeld = result.isHeld
        outcome.isRefused = result.isRefused
        outcome.trace = result.trace
        outcome.made = result.document
        guard !result.isHeld, !result.isRefused else { return outcome }
        if let form = mapping.targetForm {
            let written = form.write(result.document)
            outcome.findings += written.findings
            outcome.bytes = written.findings.hasErrors ? nil : written.value
        } else {
            outcome.bytes = try DocumentSerialiser.bytes(of: result.document)
        }
        return outcome
    }

    /// The noun that the mapping takes; nil when there is none, which is then among the findings.
    private func read(
        _ bytes: [UInt8], for mapping: CompiledMapping, _ file: String, _ outcome: inout Outcome
    ) throws -> Node? {
        if let form = mapping.sourceForm {
            let read = form.read(bytes, source: file)
            outcome.findings = read.findings
            outcome.unknown = read.unknown.map(\.path)
            outcome.source = read.document
            return read.findings.hasErrors ? nil : read.document?.root
        }
        let document: Document?
        switch mapping.from.set {
        case .published(let set):
            let sent = try SentDocument.read(
                MemoryBytes(bytes), file: file, set: set, library: library, reader: reader)
            outcome.findings = sent.findings
            document = sent.verdict == .valid ? sent.document : nil
        case .canonical, .foreign:
            document = try readCanonical(bytes, file, &outcome)
        }
        outcome.source = document
        guard let root = document?.root else { return nil }
        if root.localName == mapping.from.noun { return root }
        return root.child("DataArea")?.child(mapping.from.noun)
    }

    private func readCanonical(_ bytes: [UInt8], _ file: String, _ outcome: inout Outcome) throws -> Document?
    {
        let schema = try library.canonical()
        let names = NameInterner(table: schema.names)
        let reader = XMLReader(names: names, sink: Validator(schema: schema, names: names, source: file))
        do {
            let sink = try reader.read(bytes)
            outcome.findings = sink.findings
            return sink.findings.hasErrors ? nil : sink.document
        } catch {
            outcome.findings = [error.finding(source: file)]
            return nil
        }
    }
}

extension ForeignFormat {
    /// Of a file of this format.
    package var fileEnding: String {
        switch self {
        case .json, .xml, .csv: rawValue
        case .fixedWidth: "txt"
        case .aqdef: "dfq"
        }
    }
}
