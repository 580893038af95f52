import XMLStream

@testable import XMLSchema

/// One change to a document: most make it invalid, some do not.
enum SampleMutation: CaseIterable {
    case drop, duplicate, swap, rename, move, badValue, padValue, emptyValue, dropAttribute, addAttribute
    case badAttribute, text, blanks, isNil, instanceType, namespace, foreign, extend, childOfSimple

    /// Values that are right for some types and wrong for others.
    static let spoils = [
        "", " ", "41fs.9", "12,5", "2024-13-45T99:00:00", "2024-05-01", "P1Y2M", "-P1D", "PT", "TRUE", "1",
        "0",
        "Other", "zzz", "2024-05-01T08:00:00Z", "2024-05-01T24:00:00", "2024-05-01T24:00:01",
        "2023-02-29T00:00:00", "2024-05-01T08:00:60Z", "2024-05-01T08:00:00+14:01", "0000-01-01T00:00:00",
        "20240-05-01T08:00:00", "02024-05-01T08:00:00", "2024-05-01T08:00:00.", "0.4E1", "NaN", "true",
        "false",
        "Consumed", "\t x \n", "é€𝄞", " true ", "true\n", "en", "en us", "en-", "QUJD", "QU", "QR==", "QUJ=",
        "Always", "Add", "%zz", "12.50", " 12.5 ", "+.5", "-", ".", "1.2.3", "INF", "a]]>b&<c", "a#b#c",
        "PT1.5S",
        "P1.5D", "P1YT", "P1M1Y", "-PT0S", "1 2",
    ]

    static let locals = [
        "ID", "Value", "Description", "Quantity", "Bogus", "SegmentRequirement", "MaterialLotID", "Any",
        "DataType",
        "PublishedDate", "Parameter",
    ]

    func apply(to root: SampleElement, _ schema: Schema, target: String, using random: inout SampleRandom) {
        let all = root.all
        let parents = all.filter { !$0.children.isEmpty }
        let leaves = all.filter(\.children.isEmpty)
        let element = random.pick(all)
        let leaf = leaves.isEmpty ? element : random.pick(leaves)
        let parent = parents.isEmpty ? root : random.pick(parents)
        let index = parent.children.isEmpty ? 0 : random.below(parent.children.count)
        switch self {
        case .drop:
            if !parent.children.isEmpty { parent.children.remove(at: index) }
        case .duplicate:
            if !parent.children.isEmpty { parent.children.insert(parent.children[index].copy(), at: index) }
        case .swap:
            if parent.children.count > 1 {
                parent.children.swapAt(max(index, 1) - 1, max(index, 1))
            }
        case .rename:
            element.name = ExpandedName(element.name.namespace, Self.local(schema, &random))
        case .move:
            if !parent.children.isEmpty {
                let child = parent.children.remove(at: index)
                let goal = random.pick(root.all)
                goal.children.insert(child, at: random.below(goal.children.count + 1))
            }
        case .badValue: leaf.text = random.pick(Self.spoils)
        case .padValue:
            leaf.text = random.pick([" ", "\n", "\t", ""]) + leaf.text + random.pick([" ", "\n ", ""])
        case .emptyValue: leaf.text = ""
        case .dropAttribute:
            let holders = all.filter { !$0.attributes.isEmpty }
            if !holders.isEmpty {
                let holder = random.pick(holders)
                holder.attributes.remove(at: random.below(holder.attributes.count))
            }
        case .addAttribute:
            Self.set(
                random.pick([
                    "bogus", "OtherValue", "xml:lang", "e:x", "b:releaseID", "schemeID", "xsi:bogus",
                ]), "1",
                of: element)
        case .badAttribute:
            let holders = all.filter { !$0.attributes.isEmpty }
            if !holders.isEmpty {
                let holder = random.pick(holders)
                holder.attributes[random.below(holder.attributes.count)].value = random.pick(Self.spoils)
            }
        case .text: parent.tail = "stray"
        case .blanks: element.tail = random.pick([" ", "\n\t "])
        case .isNil:
            Self.set("xsi:nil", random.pick(["true", "false", "1", "0", "yes", "", " true "]), of: element)
            if random.chance(0.5) {
                element.text = ""
                element.children = []
            }
        case .instanceType:
            let names = schema.namedTypes.keys.sorted()
            let type = random.pick(names)
            let prefix = type.namespace == target ? "b:" : "xs:"
            Self.set("xsi:type", (random.chance(0.9) ? prefix : "") + type.local, of: element)
        case .namespace:
            element.name = ExpandedName(
                random.pick(["", target, "\(target)-AllExtensions", "urn:foreign"]), element.name.local)
        case .foreign:
            parent.children.insert(
                SampleElement(ExpandedName("urn:foreign", "thing"), text: "x"),
                at: random.below(parent.children.count + 1))
        case .extend:
            parent.children.append(SampleElement(ExpandedName("\(target)-AllExtensions", "Site"), text: "x"))
        case .childOfSimple:
            leaf.children.append(SampleElement(ExpandedName(target, "ID"), text: "x"))
        }
    }

    private static func local(_ schema: Schema, _ random: inout SampleRandom) -> String {
        random.chance(0.5)
            ? random.pick(locals)
            : schema.names[NameID(rawValue: Int32(random.below(schema.names.count)))].local
    }

    private static func set(_ name: String, _ value: String, of element: SampleElement) {
        element.attributes.removeAll { $0.name == name }
        element.attributes.append((name, value))
    }
}
