import Foundation
package import Operations

/// The form of shop-floor records as a JSON Schema, for whoever writes them: draft 2020-12.
///
/// Made from the fields, kinds and requirements of the record itself. What is valid is read; whether the loop takes it
/// also depends on what it knows.
package struct RecordSchema {
    package init() {}

    /// Pretty-printed, with the keys in alphabetical order.
    package var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            return String(decoding: try encoder.encode(schema), as: UTF8.self)
        }
    }

    private var schema: SchemaNode {
        [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Shop-floor record",
            "description": "One line of what b2mml loop record reads. A key that is not listed is refused.",
            "type": "object",
            "properties": .object(
                Dictionary(
                    ShopFloorRecord.Field.allCases.map { ($0.rawValue, Self.form(of: $0)) },
                    uniquingKeysWith: { first, _ in first })),
            "required": .list(ShopFloorRecord.requirements.map { .text($0.rawValue) }),
            "additionalProperties": false,
            "allOf": .list(ShopFloorRecord.Kind.allCases.map(Self.condition)),
        ]
    }

    // MARK: Fields

    private static func form(of field: ShopFloorRecord.Field) -> SchemaNode {
        switch field {
        case .source: ["type": "string", "description": "Who counts."]
        case .sequence:
            [
                "type": "integer", "minimum": 1, "maximum": .number(ShopFloorRecord.highestSequence),
                "description": "Its count, rising by 1. The pair with the source is applied once.",
            ]
        case .at:
            [
                "type": "string", "pattern": .text(dateTime),
                "description": "When it happened: XSD dateTime with an offset.",
            ]
        case .kind:
            ["type": "string", "enum": .list(ShopFloorRecord.Kind.allCases.map { .text($0.rawValue) })]
        case .quantity:
            [
                "anyOf": [
                    ["type": "string", "pattern": .text(decimal)], ["type": "integer", "minimum": 0],
                    ["type": "null"],
                ],
                "description": "A text such as \"5.000\", or a whole number; never a number with a point.",
            ]
        case .planned: ["type": ["boolean", "null"], "description": "Of a stop."]
        case .use: described("A material use of B2MML, such as Consumed; Other=word for a word of your own.")
        case .job: described("For which job.")
        case .request: described("For which request.")
        case .segment: described("Of the request: its ID, its process segment or its path.")
        case .material: described("The material definition.")
        case .lot: described("The material lot.")
        case .subLot: described("The material sub-lot.")
        case .unit: described("Of the quantity or the value.")
        case .equipment: described("With what. Alone it means the one job that runs there.")
        case .person: described("By whom.")
        case .parameter: described("The name of the value, the counter or the characteristic.")
        case .value: described("Of a parameter, the state, the verdict or the location.")
        case .reason: described("Why.")
        }
    }

    private static func described(_ text: String) -> SchemaNode {
        ["type": ["string", "null"], "description": .text(text)]
    }

    private static let dateTime =
        #"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[T ]([01]\d|2[0-4]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$"#
    private static let decimal = #"^\s*\+?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$"#

    // MARK: Kinds

    private static func condition(of kind: ShopFloorRecord.Kind) -> SchemaNode {
        var demands = kind.requirements.map { group in
            group.count == 1 ? said(group[0]) : ["anyOf": .list(group.map(said))]
        }
        if let words = kind.words {
            demands.append(["properties": ["value": ["enum": .list(words.map { .text($0) })]]])
        }
        return [
            "if": ["properties": ["kind": ["const": .text(kind.rawValue)]], "required": ["kind"]],
            "then": ["allOf": .list(demands)],
        ]
    }

    /// The field is there, and is more than blanks.
    private static func said(_ field: ShopFloorRecord.Field) -> SchemaNode {
        let something: SchemaNode =
            field == .quantity || field == .value
            ? ["not": ["type": "null"]] : ["type": "string", "pattern": #"\S"#]
        return [
            "required": [.text(field.rawValue)],
            "properties": .object([field.rawValue: something]),
        ]
    }
}

/// A part of a JSON Schema.
private indirect enum SchemaNode: Encodable {
    case text(String)
    case number(Int)
    case flag(Bool)
    case list([SchemaNode])
    case object([String: SchemaNode])

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .flag(let value): try container.encode(value)
        case .list(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}

extension SchemaNode: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int) { self = .number(value) }
    init(booleanLiteral value: Bool) { self = .flag(value) }
    init(arrayLiteral elements: SchemaNode...) { self = .list(elements) }
    init(dictionaryLiteral elements: (String, SchemaNode)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { first, _ in first }))
    }
}
