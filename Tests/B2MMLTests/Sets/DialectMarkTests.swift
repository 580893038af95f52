import Testing
import XMLStream

@testable import B2MML
@testable import XMLSchema

/// Whatever differs between the two dialects of V0700 is marked in both: a document that touches no mark has the same
/// verdict under both.
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
    private func automaton(_ model: ContentModel, _ schema: Schema, hiding hidden: Set<String> = [])
        -> String
    {
        var number: [Int32: Int] = [model.startState: 0]
        var states = [model.startState]
        var text = ""
        var index = 0
        while index < states.count {
            let moves = schema.moves(from: states[index]).filter { move in
                !hidden.contains(schema.names[move.name].local)
            }.map { move in
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

    private struct Described {
        var text = ""
        var types: [TypeDefinition] = []
        var flags: RowFlags = []
    }

    private func descriptions(_ schema: Schema) -> [String: Described] {
        var all: [String: Described] = [:]
        for (index, type) in schema.types.enumerated() {
            all[type.label, default: Described()].text += "\n" + description(type, schema)
            all[type.label]?.types.append(type)
            all[type.label]?.flags.formUnion(schema.tables.types[index].flags)
        }
        return all
    }

    @Test func whatDiffersIsMarked() throws {
        let schemas = try Self.dialects.map { try PackageFolder.library.schema($0) }
        let first = descriptions(schemas[0])
        let second = descriptions(schemas[1])
        var different: Set<String> = []
        var told = 0
        for label in Set(first.keys).union(second.keys) where first[label]?.text != second[label]?.text {
            different.insert(label)
            guard let one = first[label], let other = second[label] else { continue }
            if one.flags.contains(.marked), other.flags.contains(.marked) { continue }
            #expect(one.flags.contains(.hasMarks) && other.flags.contains(.hasMarks), "\(label)")
            let type = try #require(one.types.count == 1 && other.types.count == 1 ? one.types[0] : nil)
            expectSameWithoutMarks(type, schemas[0], other.types[0], schemas[1])
            told += 1
        }
        #expect(different.count >= 10)
        #expect(told >= 7, "children and values are told apart from the rest of their types")
        // A mark costs a second reading: only what differs has one.
        let marked = first.filter { !$0.value.flags.isDisjoint(with: [.marked, .hasMarks]) }.keys
        #expect(Set(marked).subtracting(different).count <= 4, "\(Set(marked).subtracting(different))")
    }

    /// Without the marked children and values two types of a label allow the same.
    private func expectSameWithoutMarks(
        _ first: TypeDefinition, _ firstSchema: Schema, _ second: TypeDefinition, _ secondSchema: Schema
    ) {
        if case .simple(let one) = first.content, case .simple(let other) = second.content {
            let values = (unmarkedValues(one, firstSchema), unmarkedValues(other, secondSchema))
            #expect(values.0 == values.1 && !values.0.isEmpty, "\(first.label)")
            return
        }
        guard let one = first.content.model.map({ firstSchema.contentModels[Int($0)] }),
            let other = second.content.model.map({ secondSchema.contentModels[Int($0)] })
        else {
            Issue.record("\(first.label) has no content to compare")
            return
        }
        let hidden = markedNames(one, firstSchema).union(markedNames(other, secondSchema))
        #expect(!hidden.isEmpty, "\(first.label)")
        let words = (
            automaton(one, firstSchema, hiding: hidden), automaton(other, secondSchema, hiding: hidden)
        )
        #expect(words.0 == words.1, "\(first.label) without \(hidden.sorted())")
        let attributes = (attributeNames(first, firstSchema), attributeNames(second, secondSchema))
        #expect(attributes.0 == attributes.1, "\(first.label)")
    }

    private func attributeNames(_ type: TypeDefinition, _ schema: Schema) -> [String] {
        type.attributes.map { "\(schema.names[$0.name]) \($0.isRequired) \(value($0.type, schema))" }
    }

    private func markedNames(_ model: ContentModel, _ schema: Schema) -> Set<String> {
        let marked = model.children.filter {
            schema.tables.elements[Int($0.declaration)].flags.contains(.marked)
                && !schema.tables.types[Int(schema.element($0.declaration).type.rawValue)].flags
                    .contains(.marked)
        }
        return Set(marked.map { schema.names[$0.name].local })
    }

    private func unmarkedValues(_ id: SimpleTypeID, _ schema: Schema) -> Set<String> {
        let row = schema.tables.values[Int(id.rawValue)]
        let values = schema.simpleTypes[Int(id.rawValue)].enumeration?.values ?? []
        return Set(
            values.filter { value in
                var value = value
                return value.withUTF8 {
                    EnumerationSlot.containsUnmarked(
                        $0, slots: schema.tables.enumerationSlots + Int(row.firstSlot), mask: row.slotMask,
                        text: schema.tables.text)
                }
            })
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

    private static func schedule(_ content: String) -> String {
        "<OperationsSchedule><ID>1</ID><OperationsRequest><ID>1</ID><SegmentRequirement><ID>1</ID>"
            + "<EquipmentRequirement><ID>1</ID><EquipmentID>1</EquipmentID>\(content)</EquipmentRequirement>"
            + "</SegmentRequirement></OperationsRequest></OperationsSchedule>"
    }

    private static func performance(_ state: String) -> String {
        "<OperationsPerformance><ID>1</ID><OperationsResponse><ID>1</ID>"
            + "<ResponseState>\(state)</ResponseState></OperationsResponse></OperationsPerformance>"
    }

    static let documents: [(String, Bool)] = [
        ("<OperationsSchedule><ID>1</ID></OperationsSchedule>", false),
        ("<WorkMaster><ID>1</ID></WorkMaster>", true),
        (schedule(""), false),
        (schedule("<EquipmentUse>Used</EquipmentUse>"), false),
        (schedule("<EquipmentLevel>Area</EquipmentLevel>"), true),
        (schedule("<Bogus/>"), true),
        (performance("Completed"), false),
        (performance(" Completed"), true),
        (performance("Paused"), true),
        (performance("Wrong"), true),
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
