import Operations
import XMLSchema

extension Form<ExactDecimal> {
    static let decimal = Form(
        read: { node, reader in
            guard let text = reader.text(of: node) else { return nil }
            return reader.decimal(text, at: node, BindingCode.notANumber)
        },
        write: { value, element, writer throws(DocumentEditor.Refusal) in
            writer.editor.setText(value.lexicalForm, of: element)
        })
}

/// Whether a quantity may be less than nothing.
enum SignRule: Sendable {
    /// A requirement: nobody can need less than nothing.
    case required
    /// A stock or an actual: a correction may be, but a person should look.
    case recorded
    /// A characteristic: a temperature may be.
    case free
}

extension Form<Quantity> {
    static func quantity(_ sign: SignRule) -> Form {
        Form(
            read: { node, reader in
                guard let parts = reader.value(of: node, QuantityParts.shape) else { return nil }
                guard let quantity = parts.quantity(of: node, &reader) else { return nil }
                if quantity.value.isNegative { reader.reportNegative(quantity, at: node, sign) }
                return quantity
            },
            write: { value, element, writer throws(DocumentEditor.Refusal) in
                try writer.write(QuantityParts(value), QuantityParts.shape, into: element)
            })
    }
}

/// A quantity before its text is known to be a number.
///
/// B2MML: `QuantityValueType`.
struct QuantityParts: Sendable {
    /// The number's text with the node that has it, for findings.
    struct Number: Sendable {
        let text: String
        let node: Node?
    }

    var number: Number?
    var dataType: String?
    var unit: UnitOfMeasure?
    var key: Identifier?

    init() {}

    init(_ quantity: Quantity) {
        number = Number(text: quantity.value.lexicalForm, node: nil)
        dataType = quantity.dataType
        unit = quantity.unit
        key = quantity.key
    }

    /// Nil, with a finding, when there is no number.
    func quantity(of node: Node, _ reader: inout NounReader) -> Quantity? {
        guard let number, number.text.contains(where: { !$0.isWhitespace }) else {
            reader.reportMissingNumber(at: node)
            return nil
        }
        let place = number.node ?? node
        guard let value = reader.decimal(number.text, at: place, BindingCode.quantityNotANumber) else {
            return nil
        }
        return Quantity(value, unit, key: key, dataType: dataType)
    }

    static let shape: Shape<QuantityParts> = Shape(
        { QuantityParts() },
        [
            .one("QuantityString", \.number, .number),
            .one("DataType", \.dataType, .dataType),
            .one("UnitOfMeasure", \.unit, .unit),
            .one("Key", \.key, .identifier),
        ])
}

extension Form<QuantityParts.Number> {
    fileprivate static let number = Form(
        read: { node, reader in
            reader.text(of: node).map { QuantityParts.Number(text: $0, node: node) }
        },
        write: { value, element, writer throws(DocumentEditor.Refusal) in
            writer.editor.setText(value.text, of: element)
        })
}
