import Operations

/// One order as the business writes it.
struct PlantRequest: Sendable {
    struct Segment: Sendable {
        var id: String
        var operation: String
        var unit: String
        /// Nil leaves it to the standard that is in force.
        var minutes: Int?
        var isAsset = false
        var materials: [Material] = []
    }

    struct Material: Sendable {
        var material: String
        var lot: String?
        var use: String
        var quantity: Int
        var unit: String
    }

    var id: String
    var domain: DomainKind
    var definition: String
    var start: Int?
    var due: Int
    var priority: Int
    var segments: [Segment]

    /// An `OperationsRequest`.
    var xml: String {
        let inner =
            PlantEnvelope.element("ID", id)
            + PlantEnvelope.element("StartTime", start.map { "\(PlantModel.time($0))" })
            + PlantEnvelope.element("EndTime", "\(PlantModel.time(due))")
            + PlantEnvelope.element("OperationsType", domain.rawValue)
            + PlantEnvelope.element("Priority", "\(priority)")
            + PlantEnvelope.element("OperationsDefinitionID", definition)
        return "      <OperationsRequest>\(inner)\n"
            + segments.map { $0.xml(of: definition) + "\n" }.joined() + "      </OperationsRequest>"
    }
}

extension PlantRequest.Segment {
    fileprivate func xml(of definition: String) -> String {
        let inner =
            PlantEnvelope.element("ID", id) + PlantEnvelope.element("ProcessSegmentID", operation)
            + PlantEnvelope.element("Duration", minutes.map { "PT\($0)M" })
            + PlantEnvelope.element("OperationsDefinitionID", definition)
            + PlantEnvelope.element("OperationsSegmentID", id)
            + "<EquipmentRequirement><ID>E</ID><EquipmentID>\(unit)</EquipmentID></EquipmentRequirement>"
            + (isAsset
                ? "<PhysicalAssetRequirement><ID>A</ID><PhysicalAssetID>\(unit)</PhysicalAssetID>"
                    + "</PhysicalAssetRequirement>" : "")
            + materials.enumerated().map { $0.element.xml($0.offset + 1) }.joined()
        return "        <SegmentRequirement>\(inner)</SegmentRequirement>"
    }
}

extension PlantRequest.Material {
    fileprivate func xml(_ number: Int) -> String {
        "<MaterialRequirement>" + PlantEnvelope.element("ID", "M\(number)")
            + PlantEnvelope.element("MaterialDefinitionID", material)
            + PlantEnvelope.element("MaterialLotID", lot) + PlantEnvelope.element("MaterialUse", use)
            + PlantEnvelope.quantity(quantity, unit) + "</MaterialRequirement>"
    }
}
