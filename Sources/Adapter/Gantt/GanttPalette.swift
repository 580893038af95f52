package import Operations

/// What bars are coloured by.
package enum GanttColouring: String, Sendable, Hashable, CaseIterable {
    /// Each order has one of seven colours, by its arrival.
    case order
    case domain
}

/// Colours that people with any colour vision tell apart; what must not be missed also has a shape of its own.
///
/// Source: M. Okabe, K. Ito, Color Universal Design, 2008. Its vermilion is kept for what is late.
struct GanttPalette {
    struct Colour: Hashable {
        var fill: String
        /// Of text on it: at least 4.5 to 1.
        var ink: String
    }

    static let late = "#b23c00"
    static let ink = "#1b1f24"

    static let colours = [
        Colour(fill: "#56b4e9", ink: ink), Colour(fill: "#e69f00", ink: ink),
        Colour(fill: "#5cc8a4", ink: ink), Colour(fill: "#f0e442", ink: ink),
        Colour(fill: "#0072b2", ink: "#ffffff"), Colour(fill: "#cc79a7", ink: ink),
        Colour(fill: "#c3c7cc", ink: ink),
    ]

    let colouring: GanttColouring

    func colour(of job: ScheduledJob) -> Colour {
        switch colouring {
        case .order: Self.colours[max(0, job.arrival - 1) % Self.colours.count]
        case .domain: Self.colour(of: job.domain)
        }
    }

    static func colour(of domain: DomainKind) -> Colour {
        switch domain {
        case .production: colours[0]
        case .maintenance: colours[1]
        case .quality: colours[5]
        case .inventory: colours[2]
        }
    }
}
