import Testing
import XMLStream

@testable import B2MML
@testable import XMLSchema

/// Whatever differs between the two dialects of V0700 is marked in both: a document that touches no marked type has the
/// same verdict under both.
@Suite struct DialectMarkTests {
    private static let dialects = SchemaSet.sets(of: SchemaSet.v0700.namespace)

    /// What a type says, down to names of other types, whatever their numbers are.
    private func description(_ type: TypeDefinition, _ schema: Schema) -> String {
        var lines = [
            "\(type.derivation.map { "\($0)" } ?? "-") \(type.base.map { schema.type($0).label } ?? "-")"
        ]
        lines += type.attributes.map { use in
            "@\(schema.names[use.name].local) \(use.isRequired) \(value(use.type, schema))"
        }
        lines.append(
            "\(type.isAbstract) \(type.blocked.map { "\($0)" }.sorted()) \(type.attributeWildcard == nil)")
        switch type.content {
        case .empty, .any: lines.append("\(type.content)")
        case .simple(let simple): lines.append(value(simple, schema))
        case .elementOnly(let model): lines.append(automaton(schema.contentModels[Int(model)], schema))
        case .mixed(let model): lines.append("mixed " + automaton(schema.contentModels[Int(model)], schema))
        }
        return lines.joined(separator: "\n")
    }

    private func value(_ id: SimpleTypeID, _ schema: Schema) -> String {
        let type = schema.simpleTypes[Int(id.rawValue)]
        let variety =
            switch type.variety {
            case .atomic(let builtin): builtin.rawValue
            case .union(let members): members.map { value($0, schema) }.joined(separator: "|")
            }
        return
            "\(type.label) \(variety) \(type.whiteSpace) \(Set(type.enumeration?.values ?? []).sorted()) \(type.patterns.count)"
    }

    /// States are numbered as they are met, so equal automata read the same.
    private func automaton(_ model: ContentModel, _ schema: Schema) -> String {
        var number: [Int32: Int] = [model.startState: 0]
        var states = [model.startState]
        var text = ""
        var index = 0
        while index < states.count {
            let moves = schema.moves(from: states[index]).map { move in
                (
                    schema.names[move.name].description,
                    schema.type(schema.element(move.declaration).type).label,
                    schema.element(move.declaration).isNillable, move.next
                )
            }
            text += "\(index)\(schema.states[Int(states[index])].isAccepting ? "!" : "")"
            for (name, type, isNillable, next) in moves.sorted(by: { ($0.0, $0.1) < ($1.0, $1.1) }) {
                if number[next] == nil {
                    number[next] = states.count
                    states.append(next)
                }
                text += " \(name):\(type):\(isNillable)>\(number[next] ?? -1)"
            }
            text += "\n"
            index += 1
        }
        return text
    }

    private func descriptions(_ schema: Schema) -> [String: (text: String, isMarked: Bool)] {
        var all: [String: (text: String, isMarked: Bool)] = [:]
        for (index, type) in schema.types.enumerated() {
            let known = all[type.label]
            let isMarked = schema.tables.types[index].flags.contains(.marked)
            all[type.label] = (
                (known.map { $0.text + "\n" } ?? "") + description(type, schema),
                isMarked || known?.isMarked ?? false
            )
        }
        return all
    }

    @Test func whatDiffersIsMarked() throws {
        let schemas = try Self.dialects.map { try PackageFolder.library.schema($0) }
        let first = descriptions(schemas[0])
        let second = descriptions(schemas[1])
        var different: Set<String> = []
        for label in Set(first.keys).union(second.keys) where first[label]?.text != second[label]?.text {
            different.insert(label)
            #expect(first[label]?.isMarked ?? true, "\(label)")
            #expect(second[label]?.isMarked ?? true, "\(label)")
        }
        #expect(different.count >= 10)
        // A mark costs a second reading: only what differs has one.
        let marked = first.filter(\.value.isMarked).keys
        #expect(Set(marked).subtracting(different).count <= 4, "\(Set(marked).subtracting(different))")
    }

    @Test func bothHaveTheSameGlobalElements() throws {
        func roots(_ schema: Schema) throws -> Set<String> {
            Set(
                try schema.globalElements.map { name in
                    let element = try #require(schema.globalElement(schema.names[name]))
                    return "\(schema.names[name]) \(schema.type(element.type).label) \(element.isNillable)"
                })
        }
        let schemas = try Self.dialects.map { try PackageFolder.library.schema($0) }
        #expect(try roots(schemas[0]) == roots(schemas[1]))
    }

    static let documents: [(String, Bool)] = [
        ("<OperationsSchedule><ID>1</ID></OperationsSchedule>", false),
        ("<WorkMaster><ID>1</ID></WorkMaster>", true),
        ("<OperationsSchedule><Bogus/></OperationsSchedule>", false),
        ("<Nothing/>", true),
    ]

    @Test(arguments: documents.indices) func documentsSayWhetherTheyTouchAMark(_ index: Int) throws {
        let (text, expected) = Self.documents[index]
        let schema = try PackageFolder.library.schema(.v0700)
        let document = text.replacing(/^<(\w+)/) { "<\($0.1) xmlns='\(SchemaSet.v0700.namespace)'" }
        let names = NameInterner(table: schema.names)
        let validator = Validator(schema: schema, names: names, source: nil, keepsDocument: false)
        let read = try XMLReader(names: names, sink: validator).read(Array(document.utf8))
        #expect(read.mayDependOnMarks == expected)
    }
}
