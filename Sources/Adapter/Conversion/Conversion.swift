package import B2MML
package import Diagnostics
package import Mapping
import XMLSchema

/// What became of a document that was translated to another set.
package struct Conversion: Sendable {
    package var file: String
    /// Nil for a foreign form, and for a set that is not known.
    package var from: SchemaSet?
    /// The mapping that says what form the document is in; nil for B2MML.
    package var form: String?
    package var to: ConversionTarget
    /// Of the document as it was sent, by its own set.
    package var verdict: Verdict
    /// The translated document, valid under its set; nil when there is none.
    package var bytes: [UInt8]?
    /// The same, where it was translated record by record.
    package var output: TemporaryFile?
    /// Of a loss that is told once, how often it was: by paths without positions. Empty where each is told.
    package var repeatedLosses: [String: Int] = [:]
    package var findings: [Finding] = []
    /// One for each noun and each mapping it went through, in this order.
    package var steps: [Step] = []
    /// What no mapping has seen and nothing was made of: parts of the envelope that the other set has no place for, and
    /// input that a foreign form does not know. Paths of the document as it was sent.
    package var otherLosses: [String] = []
    /// As it was sent; nil until it has been read.
    var source: Document?

    /// One noun through one mapping.
    package struct Step: Sendable {
        package let mapping: String
        package let version: String
        /// Counted from 0 among the nouns of the document.
        package let noun: Int
        /// What it has read, and what it made of it.
        let input: Node
        let output: Document
        /// Nil where the conversion was not asked to explain itself.
        let trace: Trace?
        /// Paths are those of the mapping's source: of the document as it was sent in the first step, of the canonical
        /// form in the second.
        package let losses: Losses
    }

    /// Input that no rule has read and none declares lost.
    /// Whether there is a translated document.
    package var isMade: Bool { bytes != nil || output != nil }
    package var accidentalLosses: [String] { steps.flatMap(\.losses.ignoredByAccident) + otherLosses }
    package var derived: [String] { steps.last?.losses.derived ?? [] }
}

extension Conversion {
    /// The account of losses, as `--losses` writes it.
    package var account: Account { Account(conversion: self) }

    package struct Account: Encodable, Sendable {
        fileprivate let conversion: Conversion

        private enum Key: String, CodingKey {
            case file, from, to, consumed, ignoredDeclared, ignoredByAccident, unsetRequired, derived,
                repeated
            case steps
        }

        /// All keys are always there, but `repeated` only where a loss is told once for many. The lists are those of all steps; which step said what is under `steps`.
        package func encode(to encoder: any Encoder) throws {
            let losses = conversion.steps.map(\.losses)
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(conversion.file, forKey: .file)
            try container.encode(conversion.form ?? conversion.from?.rawValue, forKey: .from)
            try container.encode(conversion.to.name, forKey: .to)
            try container.encode(losses.first?.consumed ?? 0, forKey: .consumed)
            try container.encode(losses.flatMap(\.ignoredDeclared), forKey: .ignoredDeclared)
            try container.encode(conversion.accidentalLosses, forKey: .ignoredByAccident)
            try container.encode(losses.flatMap(\.unsetRequired), forKey: .unsetRequired)
            try container.encode(losses.flatMap(\.derived), forKey: .derived)
            if conversion.output != nil { try container.encode(conversion.repeatedLosses, forKey: .repeated) }
            try container.encode(conversion.steps.map(EncodedStep.init), forKey: .steps)
        }
    }

    private struct EncodedStep: Encodable {
        let mapping: String
        let version: String
        let losses: Losses

        init(_ step: Step) {
            mapping = step.mapping
            version = step.version
            losses = step.losses
        }
    }
}
