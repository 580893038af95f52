package import Diagnostics

/// The codes of what is noticed about indicators and their input.
package enum IndicatorNote {
    /// More was made than the standard times allow: an effectiveness above 100 %. Legal, and never cut off.
    package static let standardTimeSuspect: Code = "KPI-STANDARD-1"
    package static let producedWithoutTime: Code = "KPI-STANDARD-2"
    /// An element that the formula needs was not given.
    package static let elementMissing: Code = "KPI-ELEMENT-1"
    package static let mixedUnits: Code = "KPI-ELEMENT-2"
    /// More digits than are kept; there is no value rather than a rounded one.
    package static let notExact: Code = "KPI-ELEMENT-3"
    /// Values that must be the same for a roll-up are not, or there are no shares to add.
    package static let noRollUp: Code = "KPI-ELEMENT-4"
    /// A ratio of parts to their whole is outside of 0 to 100 %.
    package static let outsideRange: Code = "KPI-RANGE-1"
    /// Worked out without single items, from quantities.
    package static let estimated: Code = "KPI-ESTIMATE-1"
    package static let endsBeforeStart: Code = "KPI-CLAIM-1"
    package static let tooLong: Code = "KPI-CLAIM-2"
    package static let outOfRange: Code = "KPI-CLAIM-3"
    package static let conflict: Code = "KPI-CLAIM-4"
    /// Work was claimed outside of what the calendar plans; it is not counted.
    package static let outsidePlan: Code = "KPI-CLAIM-5"
    package static let negativeCount: Code = "KPI-COUNT-1"
    package static let negativeStock: Code = "KPI-STOCK-1"
    package static let skippedHour: Code = "KPI-SHIFT-1"
    package static let repeatedHour: Code = "KPI-SHIFT-2"
    package static let overlappingShifts: Code = "KPI-SHIFT-3"
    package static let badShift: Code = "KPI-SHIFT-4"
}
