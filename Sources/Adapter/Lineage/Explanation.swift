package import Mapping

/// Where every value of a translated document comes from, and where every value of the document as it was sent went.
///
/// Paths are XPath, without prefixes: of the document as it was sent, and of the document as it is written.
package struct Explanation: Sendable {
    /// How a value of the output came about.
    package enum Origin: String, Sendable, Encodable {
        /// Read from the input, perhaps through functions.
        case value
        /// Taken over with the value beside it: an attribute that both sides have.
        case carried
        case copied
        /// A fixed text of a rule.
        case literal
        /// `else` or `default`.
        case fallback
        case derived
        /// Part of the transaction around the nouns, or of a document that no mapping has touched.
        case envelope
    }

    /// A value of the output.
    package struct Output: Sendable, Encodable {
        package let path: String
        package let value: String
        /// In the document as it is written; nil where nothing is written, or the form does not say.
        package let line: Int?
        package let origin: Origin
        /// `file:line:column` of the rule in each mapping on the way, the first one first. None for the envelope.
        package let rules: [String]
        /// `file:line` of the rows of tables on the way.
        package let tableRows: [String]
        /// Nil where nothing was read: a fixed text, or a derived one.
        package let source: Source?
        /// What else went into the value: the other parts of a text that was put together, what was added up, the keys
        /// of an identifier that was derived.
        package let alsoFrom: [Source]
        /// ``source`` and ``alsoFrom`` as indices of ``Explanation/inputs``.
        let inputs: [Int]

        private enum CodingKeys: CodingKey {
            case path, value, line, origin, rules, tableRows, source, alsoFrom
        }
    }

    /// A value of the document as it was sent.
    package struct Source: Sendable, Encodable {
        package let path: String
        package let value: String
        package let line: Int?
        package let column: Int?
    }

    package enum Fate: String, Sendable, Encodable {
        /// It is in the output.
        case written
        /// A rule has read it, such as to compare it, and writes something else or nothing.
        case read
        /// Part of the transaction around the nouns, which is taken over as it is; or of a document that no mapping has
        /// touched.
        case envelope
        case ignoredDeclared
        case ignoredByAccident
    }

    package struct Input: Sendable, Encodable {
        package let source: Source
        package let fate: Fate
        /// Paths of ``Explanation/outputs`` that it went into.
        package let outputs: [String]
        /// Why it may be lost.
        package let reason: String?
        /// `file:line:column` of the rule that declares it lost, or that has read it and writes it nowhere.
        package let rule: String?
        /// ``outputs`` as indices.
        let targets: [Int]

        private enum CodingKeys: CodingKey { case source, fate, outputs, reason, rule }
    }

    /// A line of a document as an outline: an element or an attribute.
    struct Line: Sendable {
        /// 0 for the document element.
        let level: Int
        /// The last step of its path: `ID`, `ID[2]`, `@schemeID`; the position is left out where it is the first.
        let label: String
        let line: Int?
        /// Nil where it holds other elements, or nothing.
        let text: String?
        /// Index of ``inputs`` or ``outputs``; nil where there is no value, or nothing is known about it.
        let value: Int?
    }

    /// In the order of the document that came out.
    package internal(set) var outputs: [Output] = []
    /// Paths of values of the output about which nothing is known. A fault of ours where there is one.
    package internal(set) var unexplained: [String] = []
    /// In the order of the document as it was sent.
    package internal(set) var inputs: [Input] = []
    /// The whole of both documents.
    var sourceLines: [Line] = []
    var targetLines: [Line] = []
}

extension Explanation {
    /// How many values are accounted for.
    package struct Counts: Hashable, Sendable {
        package var valuesIn = 0
        package var lostAsDeclared = 0
        package var lostByAccident = 0
        package var valuesOut = 0
        package var explained = 0
        package var derived = 0

        package var accountedFor: Int { valuesIn - lostByAccident }
    }

    package var counts: Counts {
        var counts = Counts()
        counts.valuesIn = inputs.count
        counts.lostAsDeclared = inputs.count { $0.fate == .ignoredDeclared }
        counts.lostByAccident = inputs.count { $0.fate == .ignoredByAccident }
        counts.valuesOut = outputs.count + unexplained.count
        counts.explained = outputs.count
        counts.derived = outputs.count { $0.origin == .derived }
        return counts
    }
}

extension Explanation.Fate {
    var isLoss: Bool { self == .ignoredDeclared || self == .ignoredByAccident }
}

extension Explanation.Origin {
    init(_ origin: Trace.Origin) {
        self =
            switch origin {
            case .value: .value
            case .carried: .carried
            case .copied: .copied
            case .literal: .literal
            case .fallback: .fallback
            case .derived: .derived
            }
    }
}
