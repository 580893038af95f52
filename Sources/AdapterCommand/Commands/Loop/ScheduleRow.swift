import Adapter
import Foundation
import Operations

/// A job of the schedule as it is printed. All keys are always there; what is not known is null.
struct ScheduleRow: Encodable {
    let job, request, domain, workCentre, state: String
    let product: String?
    let plannedStart, plannedEnd: String?
    /// XSD durations.
    let work, setup: String?
    let actualStart, actualEnd: String?
    let due, lateness, promise: String?

    init(_ job: ScheduledJob, _ clock: PlantTime) {
        self.job = job.id
        request = job.request
        domain = job.domain.rawValue
        workCentre = job.workCentre
        state = job.state.rawValue
        product = job.product
        plannedStart = job.planned.map { clock.text($0.start) }
        plannedEnd = job.planned.map { clock.text($0.end) }
        work = job.planned?.duration.description
        setup = job.setup?.length.description
        actualStart = job.actual.map { clock.text($0.start) }
        actualEnd = job.actual?.end.map { clock.text($0) }
        due = job.due.map { clock.text($0) }
        lateness = job.lateness?.description
        promise = job.promise.map { clock.text($0) }
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case job, request, domain, workCentre, state, product, plannedStart, plannedEnd, work, setup
        case actualStart, actualEnd, due, lateness, promise
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        for key in CodingKeys.allCases { try container.encode(self[key], forKey: key) }
    }

    private subscript(key: CodingKeys) -> String? {
        switch key {
        case .job: job
        case .request: request
        case .domain: domain
        case .workCentre: workCentre
        case .state: state
        case .product: product
        case .plannedStart: plannedStart
        case .plannedEnd: plannedEnd
        case .work: work
        case .setup: setup
        case .actualStart: actualStart
        case .actualEnd: actualEnd
        case .due: due
        case .lateness: lateness
        case .promise: promise
        }
    }

    /// A line of the table below the name of the work centre.
    var text: String {
        let plan =
            plannedStart.flatMap { start in plannedEnd.map { "\(Self.minute(start)) – \(Self.minute($0))" } }
            ?? "without a place in time          "
        var text = "  \(plan)  \(job)  \(state)"
        if let product { text += "  \(product)" }
        if let setup { text += "  set-up \(setup)" }
        if let actualStart {
            text += "  done \(Self.minute(actualStart)) – " + (actualEnd.map(Self.minute) ?? "")
        }
        if let due { text += "  due \(Self.minute(due))" }
        if let lateness, !lateness.hasPrefix("-"), lateness != TimeSpan.zero.description {
            text += ", late by \(lateness)"
        }
        return text
    }

    /// Of an XSD dateTime the part to the minute.
    private static func minute(_ time: String) -> String {
        String(time.prefix(16)).replacing("T", with: " ")
    }
}
