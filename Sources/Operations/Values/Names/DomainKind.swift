/// The four domains of manufacturing operations.
///
/// Source: ISA-95 Part 3; the raw values are those of B2MML `OperationsType`.
package enum DomainKind: String, Sendable, Codable, CaseIterable, Hashable {
    case production = "Production"
    case maintenance = "Maintenance"
    case quality = "Quality"
    case inventory = "Inventory"
}
