import B2MML
import Operations
import XMLSchema
import XMLStream

/// A path of the source with its names looked up.
struct SourcePath: Sendable {
    var ups = 0
    var steps: [Step] = []
    var attribute: Attribute?

    enum Attribute: Sendable {
        case named(NameID)
        case any
    }

    struct Step: Sendable {
        /// Nil for `*`.
        var name: NameID?
        var tests: [Test] = []
    }

    enum Test: Sendable {
        /// From 1.
        case position(Int)
        case equals([Equality])
    }

    struct Equality: Sendable {
        var steps: [NameID]
        var attribute: NameID?
        var value: String
        /// Of the element that the rule runs with, whose value it is then.
        var join: SourcePath?
    }
}

/// A path of the target, every step of which the target's schema has.
struct TargetPath: Sendable {
    var steps: [Step] = []
    var attribute: String?

    /// The step that is made once more for each of several: the last that can stand several times.
    var repeatedStep: Int? { steps.lastIndex(where: \.isRepeatable) ?? steps.indices.last }

    struct Step: Sendable {
        let local: String
        let child: ContentModel.Child
        let isRepeatable: Bool
        var predicates: [LocationPath.Equality] = []
    }
}

/// A value with its functions, looked up.
final class CompiledExpression: Sendable {
    indirect enum Operand: Sendable {
        case path(SourcePath)
        case literal(String)
        case stableID([SourcePath])
        case concat([CompiledExpression])
        case sum(SourcePath)
        case count(SourcePath)
        case position(step: Int)
    }

    indirect enum Function: Sendable {
        case trim, upper, lower, lexicalType, stripZeros, uuid
        /// From 1; of the parts between the separators.
        case part(Int, separator: String)
        /// Always the first; the parts are values of their own.
        case split(separator: String)
        /// From 1, both inclusive.
        case substring(ClosedRange<Int>)
        case prefix(String)
        case suffix(String)
        case replace(String, by: String)
        case pad(to: Int, with: Character)
        case length(Int)
        case table(Int)
        case unit(UnitCatalogue)
        case openEnumeration(EnumerationSet)
        /// Nil for the plain form.
        case decimal(NumberForm?)
        case scale(ExactDecimal)
        case round(Int)
        /// Nil for the form of XSD.
        case calendar(BuiltinType, CalendarPattern?)
        /// Of a date-time, its date or time.
        case clock(BuiltinType)
        case at(CompiledExpression)
        case sapDate, sapTime, odataDate, odataTime
        /// Nil for the plant's zone, which is given at run time.
        case zone(String?)
        case toZone(String?)
        case format(CalendarPattern)
        case duration(DurationUnit)
        case inUnits(DurationUnit)
    }

    let operand: Operand
    let functions: [Function]
    /// Attributes of the source element that travel with its value: those that the target has as well.
    let carried: [(source: NameID, target: String)]
    let place: Int

    init(
        operand: Operand, functions: [Function], carried: [(source: NameID, target: String)], place: Int
    ) {
        self.operand = operand
        self.functions = functions
        self.carried = carried
        self.place = place
    }
}

/// One rule with everything looked up. Rules are objects, so that a run holds on to them by one reference each. `place` is an index of ``Program/places``.
enum CompiledRule: Sendable {
    case value(ValueRule)
    case each(EachRule)
    case inline(scope: Int, when: Condition<SourcePath>?)
    case ignore([SourcePath], place: Int)
    case copy([(source: NameID, target: String)], place: Int)
    case hold(Condition<SourcePath>, place: Int)
}

final class ValueRule: Sendable {
    let sources: [CompiledExpression]
    let literal: String?
    let otherwise: String?
    let fallback: String?
    let isRequired: Bool
    let when: Condition<SourcePath>?
    let target: TargetPath
    /// Whether all values that are found are written, each to an element of its own.
    let isRepeated: Bool
    let targetIsNillable: Bool
    let place: Int

    init(
        sources: [CompiledExpression], literal: String?, otherwise: String?, fallback: String?,
        isRequired: Bool, when: Condition<SourcePath>?, target: TargetPath, isRepeated: Bool,
        targetIsNillable: Bool, place: Int
    ) {
        self.sources = sources
        self.literal = literal
        self.otherwise = otherwise
        self.fallback = fallback
        self.isRequired = isRequired
        self.when = when
        self.target = target
        self.isRepeated = isRepeated
        self.targetIsNillable = targetIsNillable
        self.place = place
    }
}

final class EachRule: Sendable {
    let source: SourcePath
    let target: TargetPath?
    let targetIsNillable: Bool
    let when: Condition<SourcePath>?
    let scope: Int
    let place: Int

    init(
        source: SourcePath, target: TargetPath?, targetIsNillable: Bool, when: Condition<SourcePath>?,
        scope: Int, place: Int
    ) {
        self.source = source
        self.target = target
        self.targetIsNillable = targetIsNillable
        self.when = when
        self.scope = scope
        self.place = place
    }
}

final class DeriveRule: Sendable {
    let target: TargetPath
    let expression: CompiledExpression?
    let literal: String?
    let when: Condition<SourcePath>?
    let place: Int

    init(
        target: TargetPath, expression: CompiledExpression?, literal: String?, when: Condition<SourcePath>?,
        place: Int
    ) {
        self.target = target
        self.expression = expression
        self.literal = literal
        self.when = when
        self.place = place
    }
}

/// The rules that run with one element of the source and one of the target.
struct Scope: Sendable {
    var rules: [CompiledRule] = []
    var derive: [DeriveRule] = []
}
