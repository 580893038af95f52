package import B2MML
import Diagnostics
import Journal
package import Mapping
package import Operations
package import XMLSchema
import XMLStream

/// The translations that an installation has: which mapping takes which noun of which set in, and which takes what
/// the loop has to tell to a partner's set.
package struct TranslatorLibrary: Sendable {
    private let library: SchemaLibrary
    private let folder: MappingFolder
    private var mappings: MappingLibrary { folder.library }

    package init(library: SchemaLibrary, mappings: MappingFolder) {
        self.library = library
        folder = mappings
    }

    /// - Returns: nil when nothing takes the noun in.
    /// - Throws: ``SchemaError`` when the canonical schema cannot be loaded, ``WrongMapping`` when the mapping is wrong.
    package func translator(of noun: String, from set: SchemaSet, schema: Schema) throws -> NounTranslator? {
        let namespace = set.namespace
        guard let nounID = schema.names[ExpandedName(namespace, noun)] else { return nil }
        let mapping = set == .v0700 ? nil : try mappings.toCanonical(set, noun: noun)
        let records: Set<String>?
        if let mapping {
            records = CanonicalNouns.records(of: mapping.to.noun).map { mapping.recordElements(into: $0) }
        } else {
            records = set == .v0700 ? CanonicalNouns.records(of: noun) : nil
        }
        guard let records else { return nil }
        let ids = records.compactMap { schema.names[ExpandedName(namespace, $0)] }
        return NounTranslator(
            plan: RecordPlan(noun: nounID, records: Set(ids)), mapping: mapping,
            fingerprint: folder.fingerprint)
    }

    /// Whether a document answers a message of ours that can be a proposal: a ConfirmBOD, or the Respond of a noun that
    /// is a definition.
    func isAnswer(_ root: MessageRoot, of set: SchemaSet) -> Bool {
        switch root {
        case .confirmation: true
        case .transaction(.respond, let noun): isDefinition(noun, of: set)
        case .transaction, .noun, .fragment: false
        }
    }

    private func isDefinition(_ noun: String, of set: SchemaSet) -> Bool {
        guard set != .v0700 else { return noun == OperationsDefinition.noun }
        return mappings.entries.contains {
            $0.from == MappingEnd(.published(set), noun)
                && $0.to == MappingEnd(.canonical, OperationsDefinition.noun)
        }
    }

    /// Definitions in a partner's words, with the mappings that were used.
    ///
    /// - Throws: ``SchemaError``, ``WrongMapping``.
    func definitions(
        in nouns: [Node], of set: SchemaSet, _ context: TranslationContext
    ) throws -> (Checked<[OperationsDefinition]>, mappings: [InForce.Part]) {
        var reader = NounReader(context: context.binding)
        var checked = Checked<[OperationsDefinition]>([])
        var used: [InForce.Part] = []
        for noun in nouns {
            var canonical = noun
            if set != .v0700 {
                guard let mapping = try mappings.toCanonical(set, noun: noun.localName),
                    let result = mapping.run(noun, context: context.mapping)
                else { continue }
                used = [
                    InForce.Part(name: mapping.name, version: mapping.version, hash: folder.fingerprint)
                ]
                checked.findings += result.findings
                guard !result.isHeld, !result.isRefused, let root = result.document.root else { continue }
                canonical = root
            }
            let read = reader.read(canonical, as: OperationsDefinition.self)
            checked.findings += read.findings
            checked.value += read.value.map { [$0] } ?? []
        }
        return (checked, used)
    }

    /// Refuses partners to whom performance could never be sent: better before work is done than after it.
    ///
    /// - Throws: ``SettingsError`` for a partner with an endpoint and no set, or one that no mapping leads to.
    package func check(_ settings: Settings) throws(SettingsError) {
        for partner in settings.partners.values.sorted(by: { $0.name < $1.name })
        where partner.endpoint != nil {
            let place = Place(source: settings.source, path: "partners/\(partner.name)/set")
            let sets = SchemaSet.allCases.filter { set in
                mappings.entries.contains {
                    $0.from == MappingEnd(.canonical, OperationsPerformance.noun)
                        && $0.to.set == .published(set)
                }
            }
            guard let set = partner.set, sets.contains(set) else {
                throw SettingsError(
                    "SETTINGS-PARTNER-1",
                    "performance for the partner \(partner.name) has no set that a mapping leads to",
                    at: place,
                    advice: "Write set: and one of \(sets.map(\.rawValue).joined(separator: ", ")).")
            }
        }
    }

    /// A canonical noun as one of the partner's set; `label` is what findings call it.
    ///
    /// - Throws: ``OutboundFault``, ``SchemaError``.
    func outgoing(
        _ value: some CanonicalNoun, called label: String, to set: SchemaSet, partner: PartnerSettings,
        settings: Settings
    ) throws -> Document {
        let canonical = try value.document(library.canonical())
        guard !canonical.findings.hasErrors, let noun = canonical.value.root else {
            throw OutboundFault.invalid(label, canonical.findings)
        }
        guard let mapping = try mappings.fromCanonical(noun.localName, to: set) else {
            throw OutboundFault.unwritable(
                label, reason: "no mapping takes \(noun.localName) to \(set.rawValue)")
        }
        let context = TranslationContext(partner: partner, settings: settings, source: label)
        guard let result = mapping.run(noun, context: context.mapping) else {
            throw OutboundFault.unwritable(label, reason: "the mapping \(mapping.name) does not take it")
        }
        if result.isHeld { throw OutboundFault.held(label, result.findings) }
        guard !result.isRefused, !result.findings.hasErrors else {
            throw OutboundFault.invalid(label, result.findings)
        }
        return result.document
    }
}
