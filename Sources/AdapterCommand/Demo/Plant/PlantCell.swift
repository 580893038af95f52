import ArgumentParser
import Operations

/// One of the 32 cells, written as `Quality/Tracking`.
struct PlantCell: ExpressibleByArgument, Sendable {
    let domain: DomainKind
    let activity: Activity

    init(domain: DomainKind, activity: Activity) {
        self.domain = domain
        self.activity = activity
    }

    /// Blanks and the case of letters say nothing.
    init?(argument: String) {
        func bare(_ text: String) -> String { text.lowercased().filter { $0 != " " } }
        guard let cell = Self.all.first(where: { bare($0.name) == bare(argument) }) else { return nil }
        self = cell
    }

    var name: String { "\(domain.rawValue)/\(activity.rawValue)" }

    static let all = DomainKind.allCases.flatMap { domain in
        Activity.allCases.map { PlantCell(domain: domain, activity: $0) }
    }

    static var allValueStrings: [String] { all.map { $0.name.filter { $0 != " " } } }
}
