import B2MML
import Diagnostics
import Journal
import Mapping
import XMLSchema

/// Takes the records of one noun of one set to the words of the domain.
package struct NounTranslator: Sendable {
    let plan: RecordPlan
    /// Nil for the canonical set itself.
    let mapping: CompiledMapping?
    /// Of the folder of mappings.
    let fingerprint: String

    /// One record as its objects; what is wrong with it is in its findings.
    ///
    /// - Parameters:
    ///   - record: in a document that holds, besides it, all that stands outside of records.
    ///   - position: from 1 among the records of this name in its noun.
    ///   - number: from 1 over the document.
    ///   - context: the partner's zone and the name of the source.
    ///   - reader: one for all records of a document.
    /// - Returns: the record in the words of the domain.
    func translate(
        _ record: Node, position: Int, number: Int, _ context: TranslationContext, _ reader: inout NounReader
    ) -> TranslatedRecord {
        var translated = TranslatedRecord(
            number: number, place: record.place(in: context.source, position: position),
            element: record.localName, id: record.child("ID")?.text ?? "", objects: [], findings: [],
            isHeld: false)
        guard var noun = plan.records.isEmpty ? record : record.parent else { return translated }
        if let mapping {
            guard let result = mapping.run(noun, context: context.mapping) else { return translated }
            translated.findings +=
                result.findings + context.losses(result.losses, of: mapping, at: translated.place)
            translated.isHeld = result.isHeld
            guard !result.isHeld, !result.isRefused, !result.findings.hasErrors,
                let canonical = result.document.root
            else { return translated }
            noun = canonical
        }
        let bound = CanonicalNouns.objects(in: noun, &reader)
        translated.findings += bound.findings.map { $0.located(at: translated.place) }
        if !bound.findings.hasErrors { translated.objects = bound.value }
        return translated
    }

    /// What the journal notes with a message. The hash covers the libraries and tables that the mapping uses.
    var mappingsInForce: [InForce.Part] {
        mapping.map { [InForce.Part(name: $0.name, version: $0.version, hash: fingerprint)] } ?? []
    }
}

extension Node {
    /// The place of a record whose siblings before it are no longer among the nodes.
    fileprivate func place(in source: String?, position: Int) -> Place {
        var place = place(in: source)
        if let path = place.path, path.hasSuffix("[1]") { place.path = "\(path.dropLast(3))[\(position)]" }
        return place
    }
}

extension Finding {
    /// What is found in a mapped document has a path there and no line: the line is that of the record.
    fileprivate func located(at record: Place) -> Finding {
        guard place.line ?? 0 == 0 else { return self }
        var finding = self
        finding.place = record
        if let path = place.path { finding.message += ", at \(path) of the canonical form" }
        return finding
    }
}
