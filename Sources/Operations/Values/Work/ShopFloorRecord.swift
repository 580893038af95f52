import Diagnostics

/// One fact from the shop floor: the door of Level 2. One JSON object a line.
///
/// ```json
/// {"source":"cell-3","sequence":17,"at":"2026-08-25T06:12:00+07:00","kind":"consumed",
///  "job":"258456/0010/Weighing","material":"CRBN0001","lot":"CRBN0001_LOT01","quantity":"5.000","unit":"KG"}
/// ```
///
/// - `source`, `sequence`: who counts, and its count, from 1 and rising by 1. The pair is applied once; a
///   repeated one is recognised, a gap is reported. A number left out before may still come.
/// - `at`: XSD `dateTime` with an offset: when it happened, not when it was sent.
/// - `kind`: `start`, `hold`, `resume`, `pause`, `complete`, `abort` move a job; `consumed`, `produced`,
///   `scrapped` are material; `parameter` is a value of a job; `equipmentState` says `down` or `up` in
///   `value`; `counter` is a reading of the counter named in `parameter`, in `quantity`; `tested` is the
///   verdict on a lot, `pass` or `fail` in `value`, of the characteristic named in `parameter`, measured as
///   `quantity`; `counted` says how much of a lot was found, in `quantity`; `moved` says where a lot lies
///   now, in `value`.
/// - `job`, or `request` with or without `segment` (the segment's ID, process segment or path), says for
///   what; else the one job that runs on `equipment`.
/// - `material`, `lot`, `subLot`, `use` (a word of `MaterialUse`): what of; `quantity` is a text such as
///   `"5.000"` or a whole number, never a number with a point, which readers take as binary floating point;
///   `unit`.
/// - `equipment`, `person`: with what and by whom; `parameter`: the value's name; `value`; `reason`;
///   `planned`: true for a stop that was planned.
package struct ShopFloorRecord: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case start, hold, resume, pause, complete, abort
        case consumed, produced, scrapped
        case parameter
        case equipmentState
        case counter
        case tested, counted, moved

        /// The command to the job's state machine; nil for what leaves it alone.
        package var jobCommand: JobCommand? {
            switch self {
            case .start: .run
            case .hold: .hold
            case .resume: .resume
            case .pause: .pause
            case .complete: .stop
            case .abort: .abort
            case .consumed, .produced, .scrapped, .parameter, .equipmentState, .counter, .tested, .counted,
                .moved:
                nil
            }
        }
    }

    package var source: String
    package var sequence: Int
    package var at: ZonedTime
    package var kind: Kind
    package var job: String?
    package var request: String?
    package var segment: String?
    package var material: Identifier?
    package var lot: Identifier?
    package var subLot: Identifier?
    package var use: MaterialUse?
    package var quantity: ExactDecimal?
    package var unit: UnitOfMeasure?
    package var equipment: Identifier?
    package var person: Identifier?
    package var parameter: Identifier?
    package var value: String?
    package var reason: String?
    package var planned: Bool?

    package init(
        source: String, sequence: Int, at: ZonedTime, kind: Kind, job: String? = nil, request: String? = nil,
        segment: String? = nil, material: Identifier? = nil, lot: Identifier? = nil,
        subLot: Identifier? = nil,
        use: MaterialUse? = nil, quantity: ExactDecimal? = nil, unit: UnitOfMeasure? = nil,
        equipment: Identifier? = nil, person: Identifier? = nil, parameter: Identifier? = nil,
        value: String? = nil, reason: String? = nil, planned: Bool? = nil
    ) {
        self.source = source
        self.sequence = sequence
        self.at = at
        self.kind = kind
        self.job = job
        self.request = request
        self.segment = segment
        self.material = material
        self.lot = lot
        self.subLot = subLot
        self.use = use
        self.quantity = quantity
        self.unit = unit
        self.equipment = equipment
        self.person = person
        self.parameter = parameter
        self.value = value
        self.reason = reason
        self.planned = planned
    }
}

extension ShopFloorRecord {
    /// What a record may say, by the names of its JSON form.
    package enum Field: String, CodingKey, CaseIterable, Hashable, Sendable {
        case source, sequence, at, kind, job, request, segment, material, lot, subLot, use, quantity, unit
        case equipment, person, parameter, value, reason, planned
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// A field that is not in the list above is refused: a misspelt one would lose what it says.
    package init(from decoder: any Decoder) throws {
        let names = try decoder.container(keyedBy: AnyKey.self).allKeys
        if let unknown = names.first(where: { Field(stringValue: $0.stringValue) == nil }) {
            let known = Field.allCases.map(\.stringValue)
            let nearest =
                nearestName(to: unknown.stringValue, among: known).map { ", did you mean \($0)" } ?? ""
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "no field \(unknown.stringValue)\(nearest)"))
        }
        let fields = try decoder.container(keyedBy: Field.self)
        source = try fields.decode(String.self, forKey: .source)
        sequence = try fields.decode(Int.self, forKey: .sequence)
        at = try Self.time(fields)
        kind = try fields.decode(Kind.self, forKey: .kind)
        job = try fields.decodeIfPresent(String.self, forKey: .job)
        request = try fields.decodeIfPresent(String.self, forKey: .request)
        segment = try fields.decodeIfPresent(String.self, forKey: .segment)
        material = try fields.decodeIfPresent(Identifier.self, forKey: .material)
        lot = try fields.decodeIfPresent(Identifier.self, forKey: .lot)
        subLot = try fields.decodeIfPresent(Identifier.self, forKey: .subLot)
        use = try fields.decodeIfPresent(MaterialUse.self, forKey: .use)
        quantity = try Self.quantity(fields)
        unit = UnitOfMeasure(text: try fields.decodeIfPresent(String.self, forKey: .unit))
        equipment = try fields.decodeIfPresent(Identifier.self, forKey: .equipment)
        person = try fields.decodeIfPresent(Identifier.self, forKey: .person)
        parameter = try fields.decodeIfPresent(Identifier.self, forKey: .parameter)
        value = try fields.decodeIfPresent(String.self, forKey: .value)
        reason = try fields.decodeIfPresent(String.self, forKey: .reason)
        planned = try fields.decodeIfPresent(Bool.self, forKey: .planned)
    }

    private static func time(_ fields: KeyedDecodingContainer<Field>) throws -> ZonedTime {
        do throws(TimeError) {
            return try ZonedTime(parsing: (try? fields.decode(String.self, forKey: .at)) ?? "")
        } catch {
            throw DecodingError.dataCorruptedError(
                forKey: .at, in: fields, debugDescription: "not a dateTime with an offset (\(error))")
        }
    }

    private static func quantity(_ fields: KeyedDecodingContainer<Field>) throws -> ExactDecimal? {
        guard try fields.contains(.quantity) && !fields.decodeNil(forKey: .quantity) else { return nil }
        guard let text = try? fields.decode(String.self, forKey: .quantity) else {
            if let whole = try? fields.decode(Int64.self, forKey: .quantity) { return ExactDecimal(whole) }
            throw DecodingError.dataCorruptedError(
                forKey: .quantity, in: fields, debugDescription: "a number with a point: write it as a text")
        }
        do throws(DecimalError) {
            return try ExactDecimal(parsing: text)
        } catch {
            throw DecodingError.dataCorruptedError(
                forKey: .quantity, in: fields, debugDescription: "not an exact decimal (\(error))")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Field.self)
        try fields.encode(source, forKey: .source)
        try fields.encode(sequence, forKey: .sequence)
        try fields.encode(at.description, forKey: .at)
        try fields.encode(kind, forKey: .kind)
        try fields.encodeIfPresent(job, forKey: .job)
        try fields.encodeIfPresent(request, forKey: .request)
        try fields.encodeIfPresent(segment, forKey: .segment)
        try fields.encodeIfPresent(material, forKey: .material)
        try fields.encodeIfPresent(lot, forKey: .lot)
        try fields.encodeIfPresent(subLot, forKey: .subLot)
        try fields.encodeIfPresent(use, forKey: .use)
        try fields.encodeIfPresent(quantity, forKey: .quantity)
        try fields.encodeIfPresent(unit, forKey: .unit)
        try fields.encodeIfPresent(equipment, forKey: .equipment)
        try fields.encodeIfPresent(person, forKey: .person)
        try fields.encodeIfPresent(parameter, forKey: .parameter)
        try fields.encodeIfPresent(value, forKey: .value)
        try fields.encodeIfPresent(reason, forKey: .reason)
        try fields.encodeIfPresent(planned, forKey: .planned)
    }
}
