import B2MML
import Foundation
import Testing
import XMLSchema
import XMLStream

/// What looks like a mistake in a published set is as published in ours.
@Suite struct ErrataTests {
    private static let catalog = SchemaCatalog(folder: PackageFolder.schemas)
    static let errata: [Erratum] = (try? catalog.errata()) ?? []

    @Test func theTableIsRead() throws {
        #expect(try Self.catalog.errata().count >= 36)
        // Every set has its own.
        #expect(Set(Self.errata.flatMap(\.sets)) == Set(SchemaSet.allCases))
    }

    @Test(arguments: errata) func whatIsPublishedIsThereAndWhatIsExpectedIsNot(_ erratum: Erratum) throws {
        for set in erratum.sets {
            let names = try names(erratum, in: set)
            if let published = erratum.published {
                #expect(names.contains(published), "\(set.rawValue) \(erratum.place): \(names)")
            }
            #expect(!names.contains(erratum.expected), "\(set.rawValue) \(erratum.place): \(names)")
            #expect(!names.isEmpty)
        }
    }

    /// All names of the kind that the compiled set accepts at the place.
    private func names(_ erratum: Erratum, in set: SchemaSet) throws -> Set<String> {
        let schema = try PackageFolder.library.schema(set)
        switch erratum.kind {
        case .namespace:
            return Set(SchemaSet.allCases.map(\.namespace))
        case .root:
            return Set(schema.globalElements.map { schema.names[$0].local })
        case .child:
            let model = try #require(schema.contentModel(of: try type(erratum.place, in: schema, set)))
            let isExpanded = erratum.expected.hasPrefix("{")
            return Set(
                model.children.map {
                    let name = schema.names[$0.name]
                    return isExpanded ? "{\(name.namespace)}\(name.local)" : name.local
                })
        case .attribute:
            let type = schema.type(try type(erratum.place, in: schema, set))
            return Set(type.attributes.map { "\(schema.names[$0.name].local)" } + ["xsi:type"])
        case .value:
            let simple = try #require(schema.simpleType(of: try type(erratum.place, in: schema, set)))
            return Set(simple.enumeration?.values ?? [])
        }
    }

    /// Of a global element, else of the type of that name; then of the children behind it.
    private func type(_ place: String, in schema: Schema, _ set: SchemaSet) throws -> TypeID {
        var steps = place.split(separator: "/").map(String.init)
        let name = ExpandedName(set.namespace, steps.removeFirst())
        var type = try #require(schema.globalElement(name)?.type ?? schema.type(named: name), "\(place)")
        for step in steps {
            let model = try #require(schema.contentModel(of: type))
            let child = try #require(model.children.first { schema.names[$0.name].local == step }, "\(place)")
            type = schema.elements[Int(child.declaration)].type
        }
        return type
    }

    @Test func aTableThatIsMissingIsAnError() {
        #expect(throws: SchemaDataError.self) { try SchemaCatalog(folder: "/nowhere").errata() }
    }

    // MARK: The dialects of V0700

    @Test func theDifferencesOfTheDialectsAreListed() throws {
        let listed = Set(try Self.catalog.differences())
        let old = TypeFeatures.all(of: try Self.catalog.outline(of: .v0700of2020))
        let new = TypeFeatures.all(of: try Self.catalog.outline(of: .v0700))
        let computed = Set(TypeFeatures.differences(old, new))
        #expect(computed.subtracting(listed).isEmpty, "not listed")
        #expect(listed.subtracting(computed).isEmpty, "no difference")
        #expect(Set(listed.map(\.type)).count == 13)
        for set in [SchemaSet.v0700, .v0700of2020] {
            let schema = try PackageFolder.library.schema(set)
            for type in Set(listed.map(\.type)) {
                #expect(schema.type(named: ExpandedName(set.namespace, type)) != nil, "\(type)")
            }
        }
    }

    /// The list of changes that was taken from the published files knows no type more.
    @Test(.enabled(if: PackageFolder.facts != nil, "the facts are not beside the package"))
    func thePublishedDialectsDifferInTheseTypes() throws {
        let folder = try #require(PackageFolder.facts)
        let text = try String(contentsOf: folder.appending(path: "facts-diff.tsv"), encoding: .utf8)
        var changed: [String] = []
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: "\t").map(String.init)
            guard fields[0] == "V0700-2020", let type = fields[3].split(separator: "/").first else {
                continue
            }
            changed.append(String(type))
        }
        #expect(changed.count == 16)
        let listed = Set(try Self.catalog.differences().map(\.type))
        #expect(Set(changed).isSubset(of: listed), "\(Set(changed).subtracting(listed))")
    }
}
