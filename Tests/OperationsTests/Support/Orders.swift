@testable import Operations

/// The real order 258456 of the MESA examples: a final product, weighed from three materials, in a container.
enum Orders {
    static let weighing = "258456/0010/Weighing"

    static var mesa: OperationsRequest {
        OperationsRequest(id: "258456", segments: [final])
    }

    private static var final: SegmentRequirement {
        SegmentRequirement(
            id: "0010",
            materials: [
                MaterialRequirement(
                    definitionIDs: ["SO1215"], descriptions: [Description("Final 1215", language: "F")],
                    use: .known(.produced), quantities: [Quantity("1.000", "KG", dataType: "decimal")])
            ], children: [weighingSegment])
    }

    private static var weighingSegment: SegmentRequirement {
        SegmentRequirement(
            processSegmentID: "Weighing",
            parameters: [Parameter(id: "Center", values: [Value("3", dataType: "Text")])],
            materials: [
                consumed("CRBN0001", "BOX3", "5.000", "0010"), consumed("CRBN0002", "BOX1", "50.000", "0020"),
                consumed("CRBN0001", "BOX3", "811.000", "0030"),
                consumed("CRBN0003", "BOX4", "100.000", "0040"),
            ],
            children: [
                SegmentRequirement(
                    processSegmentID: "Contenair",
                    materials: [
                        contained("CRBN0001", "CRBN0001_LOT01", "412345670000003212", "199.910"),
                        contained("CRBN0002", "CRBN0002_LOT01", "412345670021003212", "2152.3"),
                    ])
            ])
    }

    private static func consumed(
        _ material: Identifier, _ box: String, _ amount: ExactDecimal, _ index: String
    ) -> MaterialRequirement {
        MaterialRequirement(
            definitionIDs: [material], use: .known(.consumed),
            location: ResourceLocation(box, level: .known(.workCell)),
            quantities: [Quantity(amount, "KG", dataType: "decimal")],
            properties: [Property(id: "Indice", values: [Value(index, dataType: "integer")])])
    }

    private static func contained(
        _ material: Identifier, _ lot: Identifier, _ subLot: Identifier, _ amount: ExactDecimal
    ) -> MaterialRequirement {
        MaterialRequirement(
            definitionIDs: [material], lotIDs: [lot], subLotIDs: [subLot],
            quantities: [Quantity(amount, "KG", dataType: "decimal")])
    }

    /// A request of steps one after another: process segment, work centre, minutes.
    static func route(
        _ id: Identifier, _ steps: [(process: Identifier, centre: Identifier, minutes: Int?)],
        due: Int? = nil,
        priority: ExactDecimal? = nil, start: Int? = nil, product: Identifier = "P",
        amount: ExactDecimal = "10"
    ) -> OperationsRequest {
        OperationsRequest(
            id: id, operationsType: .known(.production), startTime: start.map { .minute($0) },
            endTime: due.map { .minute($0) }, priority: priority,
            segments: steps.map { step in
                SegmentRequirement(
                    processSegmentID: step.process, duration: step.minutes.map { .minutes($0) },
                    equipment: [EquipmentRequirement(equipmentIDs: [step.centre])],
                    materials: [
                        MaterialRequirement(
                            definitionIDs: [product], use: .known(.produced),
                            quantities: [Quantity(amount, "EA")])
                    ])
            })
    }
}
