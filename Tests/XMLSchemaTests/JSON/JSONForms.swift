import Synchronization
import XMLStream

@testable import XMLSchema

/// The JSON form of one set and what makes documents for it, made once for all tests.
struct JSONForms: Sendable {
    let form: JSONForm
    private let generator: SampleGenerator

    var schema: Schema { form.schema }

    private static let known = Mutex<[String: JSONForms]>([:])

    static func of(_ set: String, _ target: String) throws -> JSONForms {
        let schema = try Judges.of(set).schema
        return known.withLock { known in
            if let forms = known[set] { return forms }
            let forms = JSONForms(
                form: JSONForm(schema), generator: SampleGenerator(schema, target: target))
            known[set] = forms
            return forms
        }
    }

    /// The first of a few documents that is short, or else the last: most are, and the long ones take most of the time.
    ///
    /// - Parameters:
    ///   - root: a global element of the schema.
    ///   - random: gives the same document each time.
    /// - Returns: a valid document.
    func sample(root: NameID, using random: inout SampleRandom) -> SampleElement {
        var sample = generator.document(root: root, using: &random)
        for _ in 0..<4 where sample.map({ $0.all.count > 100 }) ?? false {
            sample = generator.document(root: root, using: &random)
        }
        return sample ?? SampleElement(schema.names[root])
    }
}
