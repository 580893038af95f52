import Operations

@testable import Mapping

/// Random domain values from a seed: the same seed gives the same values, on every machine.
struct ValueGenerator {
    private var state: UInt64
    /// How deep nested values may still go.
    private var depth = 3

    init(seed: UInt64) {
        state = seed
    }

    /// SplitMix64.
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    private mutating func one<Element>(of elements: [Element]) -> Element {
        elements[number(0...elements.count - 1)]
    }

    private mutating func maybe<Value>(_ make: (inout ValueGenerator) -> Value) -> Value? {
        number(0...2) == 0 ? nil : make(&self)
    }

    private mutating func many<Value>(_ make: (inout ValueGenerator) -> Value) -> [Value] {
        (0..<max(0, number(-1...2))).map { _ in make(&self) }
    }

    /// Nested values: fewer, and none below a depth.
    private mutating func nested<Value>(_ make: (inout ValueGenerator) -> Value) -> [Value] {
        guard depth > 0, number(0...1) == 0 else { return [] }
        depth -= 1
        defer { depth += 1 }
        return (0..<number(1...2)).map { _ in make(&self) }
    }

    // MARK: Leaves

    /// Blanks at the ends, zeros in front, markup and letters of several alphabets.
    mutating func identifier() -> Identifier {
        Identifier(
            one(of: [
                "0010", " 0010", "0010  ", "a b", "258456/0010/Wägung", "<&\">'", "Đơn hàng 7", "注文", "-",
                "1.0",
                "\(next())",
            ]))
    }

    /// Free text keeps its line ends and tabs too.
    private mutating func text() -> String {
        one(of: ["", " ", "two\nlines", "tab\there", "Final 1215", "<b>&amp;</b>", "Zażółć", "\(next())"])
    }

    private mutating func description() -> Operations.Description {
        Description(text(), language: maybe { $0.one(of: ["F", "en-GB", "de", "vi"]) })
    }

    mutating func decimal(negative: Bool = false) -> ExactDecimal {
        let digits = [0, 1, 5_000, 12_345_678_901_234_567, number(0...1_000_000)]
        let coefficient = Int128(one(of: digits)) * (negative && number(0...1) == 0 ? -1 : 1)
        return (try? ExactDecimal(coefficient: coefficient, scale: number(0...20))) ?? .zero
    }

    private mutating func unit() -> UnitOfMeasure? {
        maybe { UnitOfMeasure(rawValue: $0.one(of: ["KG", "kg", "PCE", " L ", "m³"])) }
    }

    private mutating func dataType() -> String? {
        maybe { $0.one(of: ["decimal", "Text", "Other", "moment", " Quantity"]) }
    }

    /// Keys and units may coincide: that is a warning, not a loss.
    mutating func quantity(negative: Bool = false) -> Quantity {
        Quantity(
            decimal(negative: negative), unit(), key: maybe { $0.identifier() }, dataType: dataType())
    }

    private mutating func value() -> Operations.Value {
        Value(text(), dataType: dataType(), unit: unit(), key: maybe { $0.identifier() })
    }

    private mutating func time() -> ZonedTime {
        let milliseconds = Int64(number(-2_000_000_000_000...4_000_000_000_000))
        return ZonedTime(
            Instant(milliseconds: milliseconds), offsetMinutes: one(of: [0, 60, 120, 345, -210, 840, -840]))
    }

    private mutating func span() -> TimeSpan {
        TimeSpan(milliseconds: one(of: [0, 1, 60_000, 86_400_000, Int64(number(0...10_000_000_000))]))
    }

    private mutating func word<Known: CaseIterable>() -> Open<Known> {
        number(0...4) == 0
            ? .other(maybe { $0.one(of: ["Parked", "", "<&>", "Hall 2"]) })
            : .known(one(of: Array(Known.allCases)))
    }

    /// `Paused` is never written.
    private mutating func responseState() -> ResponseState {
        let state: ResponseState = word()
        return state == .known(.paused) ? .known(.held) : state
    }

    private mutating func scope() -> HierarchyScope {
        HierarchyScope(identifier(), level: word(), child: Array(nested { $0.scope() }.prefix(1)))
    }

    private mutating func location() -> ResourceLocation {
        ResourceLocation(text(), type: maybe { $0.word() }, children: nested { $0.location() })
    }

    private mutating func property(measured: Bool) -> Property {
        Property(
            id: identifier(), descriptions: many { $0.description() }, values: many { $0.value() },
            quantities: measured ? many { $0.quantity(negative: true) } : [],
            children: nested { $0.property(measured: measured) })
    }

    // MARK: Requests

    mutating func requestedOperations() -> RequestedOperations {
        let schedule = OperationsSchedule(
            id: maybe { $0.identifier() }, descriptions: many { $0.description() },
            version: maybe { $0.identifier() }, operationsType: maybe { $0.word() },
            publishedDate: maybe { $0.time() }, startTime: maybe { $0.time() }, endTime: maybe { $0.time() },
            hierarchyScope: maybe { $0.scope() }, state: maybe { $0.word() })
        return RequestedOperations(schedule: schedule, requests: many { $0.request() })
    }

    private mutating func request() -> OperationsRequest {
        OperationsRequest(
            id: identifier(), descriptions: many { $0.description() }, version: maybe { $0.identifier() },
            operationsType: maybe { $0.word() }, startTime: maybe { $0.time() }, endTime: maybe { $0.time() },
            priority: maybe { $0.decimal(negative: true) }, hierarchyScope: maybe { $0.scope() },
            state: maybe { $0.word() }, operationsDefinitionID: maybe { $0.identifier() },
            operationsSegmentID: maybe { $0.identifier() }, segments: many { $0.segment() })
    }

    private mutating func segment() -> SegmentRequirement {
        SegmentRequirement(
            id: maybe { $0.identifier() }, descriptions: many { $0.description() },
            version: maybe { $0.identifier() }, operationsType: maybe { $0.word() },
            processSegmentID: maybe { $0.identifier() }, operationsDefinitionID: maybe { $0.identifier() },
            operationsSegmentID: maybe { $0.identifier() }, earliestStart: maybe { $0.time() },
            latestEnd: maybe { $0.time() }, duration: maybe { $0.span() },
            hierarchyScope: maybe { $0.scope() },
            state: maybe { $0.word() }, parameters: many { $0.parameter() },
            personnel: many { $0.personnel() },
            equipment: many { $0.equipment() }, physicalAssets: many { $0.asset() },
            materials: many { $0.material() }, children: nested { $0.segment() })
    }

    private mutating func parameter() -> Parameter {
        Parameter(
            id: identifier(), values: many { $0.value() }, descriptions: many { $0.description() },
            hierarchyScope: maybe { $0.scope() }, children: nested { $0.parameter() })
    }

    private mutating func personnel() -> PersonnelRequirement {
        PersonnelRequirement(
            id: maybe { $0.identifier() }, classIDs: many { $0.identifier() },
            personIDs: many { $0.identifier() },
            descriptions: many { $0.description() }, use: maybe { $0.identifier().text },
            quantities: many { $0.quantity() }, hierarchyScope: maybe { $0.scope() },
            location: maybe { $0.location() }, properties: many { $0.property(measured: true) },
            children: nested { $0.personnel() })
    }

    private mutating func equipment() -> EquipmentRequirement {
        EquipmentRequirement(
            id: maybe { $0.identifier() }, classIDs: many { $0.identifier() },
            equipmentIDs: many { $0.identifier() }, level: maybe { $0.word() },
            descriptions: many { $0.description() }, use: maybe { $0.identifier().text },
            quantities: many { $0.quantity() }, hierarchyScope: maybe { $0.scope() },
            location: maybe { $0.location() }, properties: many { $0.property(measured: true) },
            children: nested { $0.equipment() })
    }

    private mutating func asset() -> PhysicalAssetRequirement {
        PhysicalAssetRequirement(
            id: maybe { $0.identifier() }, classIDs: many { $0.identifier() },
            assetIDs: many { $0.identifier() },
            level: maybe { $0.word() }, descriptions: many { $0.description() },
            use: maybe { $0.identifier().text }, quantities: many { $0.quantity() },
            hierarchyScope: maybe { $0.scope() }, location: maybe { $0.location() },
            properties: many { $0.property(measured: true) }, children: nested { $0.asset() })
    }

    private mutating func material() -> MaterialRequirement {
        MaterialRequirement(
            id: maybe { $0.identifier() }, classIDs: many { $0.identifier() },
            definitionIDs: many { $0.identifier() }, lotIDs: many { $0.identifier() },
            subLotIDs: many { $0.identifier() }, descriptions: many { $0.description() },
            use: maybe { $0.word() }, location: maybe { $0.location() }, quantities: many { $0.quantity() },
            hierarchyScope: maybe { $0.scope() }, properties: many { $0.property(measured: true) },
            assembly: nested { $0.material() })
    }

    // MARK: Responses

    mutating func performance() -> OperationsPerformance {
        OperationsPerformance(
            id: maybe { $0.identifier() }, descriptions: many { $0.description() },
            version: maybe { $0.identifier() }, operationsType: maybe { $0.word() },
            publishedDate: maybe { $0.time() }, startTime: maybe { $0.time() }, endTime: maybe { $0.time() },
            hierarchyScope: maybe { $0.scope() }, scheduleID: maybe { $0.identifier() },
            state: maybe { $0.responseState() }, responses: many { $0.response() })
    }

    private mutating func response() -> OperationsResponse {
        OperationsResponse(
            id: maybe { $0.identifier() }, descriptions: many { $0.description() },
            operationsType: maybe { $0.word() }, startTime: maybe { $0.time() }, endTime: maybe { $0.time() },
            hierarchyScope: maybe { $0.scope() }, requestIDs: many { $0.identifier() },
            definitionIDs: many { $0.identifier() }, state: maybe { $0.responseState() },
            segments: many { $0.segmentResponse() })
    }

    private mutating func segmentResponse() -> SegmentResponse {
        SegmentResponse(
            id: maybe { $0.identifier() }, descriptions: many { $0.description() },
            operationsType: maybe { $0.word() }, actualStart: maybe { $0.time() },
            actualEnd: maybe { $0.time() },
            hierarchyScope: maybe { $0.scope() }, processSegmentIDs: many { $0.identifier() },
            requestIDs: many { $0.identifier() }, segmentRequirementIDs: many { $0.identifier() },
            definitionIDs: many { $0.identifier() }, operationsSegmentIDs: many { $0.identifier() },
            jobResponseIDs: many { $0.identifier() }, state: maybe { $0.responseState() },
            data: many { $0.segmentData() }, personnel: many { $0.personnelActual() },
            equipment: many { $0.equipmentActual() }, materials: many { $0.materialActual() },
            children: nested { $0.segmentResponse() })
    }

    private mutating func segmentData() -> SegmentData {
        SegmentData(
            id: identifier(), descriptions: many { $0.description() }, values: many { $0.value() },
            children: nested { $0.segmentData() })
    }

    private mutating func personnelActual() -> PersonnelActual {
        PersonnelActual(
            id: maybe { $0.identifier() }, classIDs: many { $0.identifier() },
            personIDs: many { $0.identifier() },
            descriptions: many { $0.description() }, use: maybe { $0.identifier().text },
            quantities: many { $0.quantity(negative: true) }, hierarchyScope: maybe { $0.scope() },
            properties: many { $0.property(measured: true) })
    }

    private mutating func equipmentActual() -> EquipmentActual {
        EquipmentActual(
            id: maybe { $0.identifier() }, classIDs: many { $0.identifier() },
            equipmentIDs: many { $0.identifier() }, descriptions: many { $0.description() },
            use: maybe { $0.identifier().text }, quantities: many { $0.quantity(negative: true) },
            hierarchyScope: maybe { $0.scope() }, properties: many { $0.property(measured: true) })
    }

    private mutating func materialActual() -> MaterialActual {
        MaterialActual(
            id: maybe { $0.identifier() }, classIDs: many { $0.identifier() },
            definitionIDs: many { $0.identifier() }, lotIDs: many { $0.identifier() },
            subLotIDs: many { $0.identifier() }, descriptions: many { $0.description() },
            use: maybe { $0.word() }, location: maybe { $0.location() },
            quantities: many { $0.quantity(negative: true) }, hierarchyScope: maybe { $0.scope() },
            properties: many { $0.property(measured: true) })
    }

    // MARK: Definitions

    mutating func operationsDefinition() -> OperationsDefinition {
        OperationsDefinition(
            id: identifier(), descriptions: many { $0.description() }, version: maybe { $0.identifier() },
            operationsType: maybe { $0.word() }, publishedDate: maybe { $0.time() },
            effectiveStart: maybe { $0.time() }, effectiveEnd: maybe { $0.time() },
            hierarchyScope: maybe { $0.scope() }, segments: many { $0.operationsSegment() })
    }

    private mutating func operationsSegment() -> OperationsSegment {
        OperationsSegment(
            id: maybe { $0.identifier() }, descriptions: many { $0.description() },
            version: maybe { $0.identifier() }, processSegmentIDs: many { $0.identifier() },
            duration: maybe { $0.span() }, hierarchyScope: maybe { $0.scope() },
            parameters: many { $0.parameter() }, personnel: many { $0.personnelSpecification() },
            equipment: many { $0.equipmentSpecification() }, materials: many { $0.materialSpecification() },
            dependencies: many { $0.dependency() }, dependentSegmentIDs: many { $0.identifier() },
            children: nested { $0.operationsSegment() })
    }

    private mutating func dependency() -> SegmentDependency {
        SegmentDependency(
            id: identifier(), descriptions: many { $0.description() }, dependency: word(),
            factor: maybe { $0.value() },
            processSegmentIDs: many { $0.identifier() }, segmentIDs: many { $0.identifier() })
    }

    private mutating func personnelSpecification() -> PersonnelSpecification {
        PersonnelSpecification(
            id: maybe { $0.identifier() }, classIDs: many { $0.identifier() },
            personIDs: many { $0.identifier() },
            descriptions: many { $0.description() }, use: maybe { $0.identifier().text },
            quantities: many { $0.quantity() }, properties: many { $0.property(measured: true) })
    }

    private mutating func equipmentSpecification() -> EquipmentSpecification {
        EquipmentSpecification(
            id: maybe { $0.identifier() }, classIDs: many { $0.identifier() },
            equipmentIDs: many { $0.identifier() }, descriptions: many { $0.description() },
            use: maybe { $0.identifier().text }, quantities: many { $0.quantity() },
            properties: many { $0.property(measured: true) })
    }

    private mutating func materialSpecification() -> MaterialSpecification {
        MaterialSpecification(
            id: maybe { $0.identifier() }, classIDs: many { $0.identifier() },
            definitionIDs: many { $0.identifier() }, descriptions: many { $0.description() },
            use: maybe { $0.word() }, quantities: many { $0.quantity() },
            properties: many { $0.property(measured: true) })
    }

    // MARK: Materials

    mutating func materialInformation() -> MaterialInformation {
        MaterialInformation(
            id: maybe { $0.identifier() }, descriptions: many { $0.description() },
            hierarchyScope: maybe { $0.scope() }, publishedDate: maybe { $0.time() },
            classes: many { $0.materialClass() }, definitions: many { $0.materialDefinition() },
            lots: many { $0.lot() }, subLots: many { $0.subLot() })
    }

    mutating func materialClass() -> MaterialClass {
        MaterialClass(
            id: identifier(), version: maybe { $0.identifier() }, descriptions: many { $0.description() },
            hierarchyScope: maybe { $0.scope() }, baseClassIDs: many { $0.identifier() },
            definitionIDs: many { $0.identifier() }, properties: many { $0.property(measured: false) },
            assembly: nested { $0.materialClass() })
    }

    mutating func materialDefinition() -> MaterialDefinition {
        MaterialDefinition(
            id: identifier(), version: maybe { $0.identifier() }, descriptions: many { $0.description() },
            hierarchyScope: maybe { $0.scope() }, classIDs: many { $0.identifier() },
            lotIDs: many { $0.identifier() }, properties: many { $0.property(measured: false) },
            assembly: nested { $0.materialDefinition() })
    }

    mutating func lot() -> MaterialLot {
        MaterialLot(
            id: identifier(), version: maybe { $0.identifier() }, descriptions: many { $0.description() },
            hierarchyScope: maybe { $0.scope() }, definitionID: maybe { $0.identifier() },
            status: maybe { $0.identifier().text }, disposition: maybe { $0.word() },
            location: maybe { $0.location() }, quantities: many { $0.quantity(negative: true) },
            properties: many { $0.property(measured: false) }, subLots: many { $0.subLot() },
            assemblyLots: nested { $0.lot() }, assemblySubLots: nested { $0.subLot() })
    }

    mutating func subLot() -> MaterialSubLot {
        MaterialSubLot(
            id: identifier(), version: maybe { $0.identifier() }, descriptions: many { $0.description() },
            hierarchyScope: maybe { $0.scope() }, lotID: maybe { $0.identifier() },
            status: maybe { $0.identifier().text }, disposition: maybe { $0.word() },
            location: maybe { $0.location() }, quantities: many { $0.quantity(negative: true) },
            properties: many { $0.property(measured: false) }, children: nested { $0.subLot() })
    }
}
