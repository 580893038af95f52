/// The pattern facets of one restriction step: a value matches one of the expressions.
///
/// Source: XSD 1.0 Part 2, 4.3.4.
package struct Pattern: Sendable {
    /// The branches of the expressions as the schema writes them, for messages.
    package let alternatives: [String]
    package let automaton: PatternAutomaton

    package init(alternatives: [String], automaton: PatternAutomaton) {
        self.alternatives = alternatives
        self.automaton = automaton
    }
}

/// A deterministic automaton over characters: one table look-up a character, whatever the expression.
///
/// Characters that no part of the expression tells apart are one class.
package struct PatternAutomaton: Hashable, Sendable {
    /// The class of each ASCII character; 128 of them.
    package let asciiClasses: [UInt16]
    /// The first scalar of each range beyond ASCII, ascending from 128.
    package let rangeStarts: [UInt32]
    /// The class of each such range.
    package let rangeClasses: [UInt16]
    package let classCount: Int32
    /// The state after `state` and `class` at `state * classCount + class`. State 0 is the dead end, 1 the first.
    package let transitions: [UInt16]
    /// For each state 1 where a value may end, else 0.
    package let accepting: [UInt8]

    package init(
        asciiClasses: [UInt16], rangeStarts: [UInt32], rangeClasses: [UInt16], classCount: Int32,
        transitions: [UInt16], accepting: [UInt8]
    ) {
        self.asciiClasses = asciiClasses
        self.rangeStarts = rangeStarts
        self.rangeClasses = rangeClasses
        self.classCount = classCount
        self.transitions = transitions
        self.accepting = accepting
    }
}
