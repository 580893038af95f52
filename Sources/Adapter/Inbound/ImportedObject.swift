import Foundation
import Operations

/// A business object out of a record, as the domain knows it.
struct ImportedObject: Sendable {
    enum Content: Sendable {
        case request(OperationsRequest, schedule: OperationsSchedule)
        case materialClass(MaterialClass)
        case materialDefinition(MaterialDefinition)
        case materialLot(MaterialLot)
        case materialSubLot(MaterialSubLot)
        case operationsDefinition(OperationsDefinition)
        case resource(Resource)
        case calendar(PlantCalendar)
        case testSpecification(TestSpecification)
        case testResult(TestResult)
    }

    let content: Content
    /// The canonical noun or component.
    let noun: String
    /// As the partner wrote it; empty when there is none.
    let id: String
    /// B2MML `PublishedDate` of what contains it.
    let published: Instant?
    let version: String?

    /// SHA-256 over the content's canonical JSON: what "equal content" means.
    func contentHash() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data =
            switch content {
            case .request(let request, _): try encoder.encode(request)
            case .materialClass(let value): try encoder.encode(value)
            case .materialDefinition(let value): try encoder.encode(value)
            case .materialLot(let value): try encoder.encode(value)
            case .materialSubLot(let value): try encoder.encode(value)
            case .operationsDefinition(let value): try encoder.encode(value)
            case .resource(let value): try encoder.encode(value)
            case .calendar(let value): try encoder.encode(value)
            case .testSpecification(let value): try encoder.encode(value)
            case .testResult(let value): try encoder.encode(value)
            }
        return ContentHash.of(Array(data))
    }
}
