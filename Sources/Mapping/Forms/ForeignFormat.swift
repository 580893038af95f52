/// A form that is no B2MML, as `from` or `to` of a mapping declares it.
package enum ForeignFormat: String, Sendable, CaseIterable {
    case json, xml, csv
    case fixedWidth = "fixed-width"
    case aqdef

    /// AQDEF is read only.
    package var canBeTarget: Bool { self != .aqdef }
}
