// The words of B2MML V0700 that the loop understands. Spellings are the schema's; `Other` is
// ``Open/other(_:)``.

/// What a material is there for. B2MML: `MaterialUse1Type`; which are legal depends on the domain.
package typealias MaterialUse = Open<KnownMaterialUse>

package enum KnownMaterialUse: String, Hashable, Sendable, Codable, CaseIterable {
    case consumable = "Consumable"
    case consumed = "Consumed"
    case produced = "Produced"
    case byProductProduced = "By-product Produced"
    case coProductProduced = "Co-product Produced"
    case yieldProduced = "Yield Produced"
    case materialConsumed = "Material Consumed"
    case materialProduced = "Material Produced"
    case destructiveSample = "Destructive Sample"
    case returnedSample = "Returned Sample"
    case retainedSample = "Retained Sample"
    case inventoried = "Inventoried"
}

/// The domain as documents may say it. B2MML: `OperationsType1Type`.
package typealias OperationsType = Open<KnownOperationsType>

package enum KnownOperationsType: String, Hashable, Sendable, Codable, CaseIterable {
    case production = "Production"
    case maintenance = "Maintenance"
    case quality = "Quality"
    case inventory = "Inventory"
    case mixed = "Mixed"

    /// The one domain meant; nil for `Mixed`.
    package var domain: DomainKind? { DomainKind(rawValue: rawValue) }
}

extension Open where Known == KnownOperationsType {
    package init(_ domain: DomainKind) {
        self.init(text: domain.rawValue)
    }

    /// The one domain meant; nil for `Mixed` and `Other`.
    package var domain: DomainKind? { known?.domain }
}

/// B2MML: `RequestState1Type`.
package typealias RequestState = Open<KnownRequestState>

package enum KnownRequestState: String, Hashable, Sendable, Codable, CaseIterable {
    case forecast = "Forecast"
    case released = "Released"
    case waiting = "Waiting"
    case cancelled = "Cancelled"
    case ready = "Ready"
    case running = "Running"
    case completed = "Completed"
    case aborted = "Aborted"
    case held = "Held"
    case suspended = "Suspended"
    case closed = "Closed"
}

/// B2MML: `ResponseState1Type`. `Paused` is read as a synonym of `Suspended` and never written.
package typealias ResponseState = Open<KnownResponseState>

package enum KnownResponseState: String, Hashable, Sendable, Codable, CaseIterable {
    case waiting = "Waiting"
    case ready = "Ready"
    case running = "Running"
    case completed = "Completed"
    case aborted = "Aborted"
    case held = "Held"
    case paused = "Paused"
    case suspended = "Suspended"
    case closed = "Closed"
}

/// B2MML: `JobOrderDispatchStatus1Type`.
package typealias DispatchStatus = Open<KnownDispatchStatus>

package enum KnownDispatchStatus: String, Hashable, Sendable, Codable, CaseIterable {
    case waiting = "Waiting"
    case pending = "Pending"
    case cancelled = "Cancelled"
    case dispatched = "Dispatched"
    case ready = "Ready"
    case running = "Running"
    case completed = "Completed"
    case aborted = "Aborted"
    case held = "Held"
    case suspended = "Suspended"
    case closed = "Closed"
}

/// Whether a lot may be used. B2MML: `Disposition1Type` (V0700 only).
package typealias Disposition = Open<KnownDisposition>

package enum KnownDisposition: String, Hashable, Sendable, Codable, CaseIterable {
    case planned = "Planned"
    case inProcess = "In-Process"
    case restricted = "Restricted"
    case unrestricted = "UnRestricted"
    case closed = "Closed"
}

/// A level of the role-based equipment hierarchy. B2MML: `EquipmentLevel1Type`.
package typealias EquipmentLevel = Open<KnownEquipmentLevel>

package enum KnownEquipmentLevel: String, Hashable, Sendable, Codable, CaseIterable {
    case enterprise = "Enterprise"
    case site = "Site"
    case area = "Area"
    case processCell = "ProcessCell"
    case unit = "Unit"
    case productionLine = "ProductionLine"
    case workCell = "WorkCell"
    case productionUnit = "ProductionUnit"
    case storageZone = "StorageZone"
    case storageUnit = "StorageUnit"
    case workCenter = "WorkCenter"
    case workUnit = "WorkUnit"
    case equipmentModule = "EquipmentModule"
    case controlModule = "ControlModule"
}

/// What the text of a location names. B2MML: `ResourceLocationType1Type`.
package typealias LocationType = Open<KnownLocationType>

package enum KnownLocationType: String, Hashable, Sendable, Codable, CaseIterable {
    case operationalLocationID = "Operational Location ID"
    case operationalLocation = "Operational Location"
    case equipment = "Equipment"
    case person = "Person"
    case physicalAsset = "Physical Asset"
    case description = "Description"
}
