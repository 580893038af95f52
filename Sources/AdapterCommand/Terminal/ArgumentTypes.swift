import ArgumentParser
import B2MML
import Operations

/// The set to judge by: one of them, or `auto` for that of the namespace.
enum SetChoice: ExpressibleByArgument {
    case auto
    case named(SchemaSet)

    init?(argument: String) {
        if argument == "auto" {
            self = .auto
        } else if let set = SchemaSet(rawValue: argument) {
            self = .named(set)
        } else {
            return nil
        }
    }

    static var allValueStrings: [String] { ["auto"] + SchemaSet.allCases.map(\.rawValue) }

    var set: SchemaSet? {
        if case .named(let set) = self { set } else { nil }
    }
}

extension DomainKind: ExpressibleByArgument {}

extension DowntimePareto.Measure: ExpressibleByArgument {}

extension NonConformanceDisposition: ExpressibleByArgument {}

/// What is asked of a document beyond its schema.
enum RuleChoice: String, ExpressibleByArgument, CaseIterable {
    case standard, none
}
