/// What becomes of a lot that does not conform.
package enum NonConformanceDisposition: String, Hashable, Sendable, Codable, CaseIterable {
    case useAsIs = "UseAsIs"
    /// Production works on the lot again.
    case rework = "Rework"
    /// It is used for something that asks for less.
    case regrade = "Regrade"
    /// It goes back to who delivered it.
    case giveBack = "Return"
    case scrap = "Scrap"
}
