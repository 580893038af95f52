import Diagnostics
import Operations

extension Instant {
    /// What an option says.
    ///
    /// - Parameters:
    ///   - text: XSD dateTime with an offset.
    ///   - option: its name.
    ///   - code: of the refusal.
    /// - Throws: ``UsageFault``.
    init(option text: String, _ option: String, _ code: Code) throws {
        guard let time = try? ZonedTime(parsing: text) else {
            throw UsageFault(
                code, "\"\(text)\" of \(option) is not a dateTime with its offset",
                advice: "Write it like 2026-03-02T06:00:00+01:00.")
        }
        self = time.instant
    }
}
