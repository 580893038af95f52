import XMLStream

/// What an element of a foreign form may hold: learned from samples, or declared.
struct FormShape: Sendable {
    /// How JSON writes a value.
    enum Value: Hashable, Sendable {
        case string, number, boolean
    }

    let name: String
    /// Of XML; otherwise empty.
    var namespace = ""
    var isRepeated = false
    /// It was seen as `null`, or with `xsi:nil`.
    var isNillable = false
    /// Of those that were seen; strings where there were several kinds. Nil where no value was seen.
    var value: Value?
    /// Its JSON is an array of its children.
    var isArray = false
    /// Its JSON is an object, even where it has no members.
    var isObject = false
    private(set) var attributes: [ExpandedName] = []
    private(set) var children: [FormShape] = []
    private var slots: [String: Int] = [:]

    init(_ name: String, isRepeated: Bool = false) {
        self.name = name
        self.isRepeated = isRepeated
    }

    /// Whether a text may stand in it.
    var takesText: Bool { value != nil || children.isEmpty && !isObject && !isArray }

    /// The place of a child among all of them.
    func slot(of name: String) -> Int? { slots[name] }

    /// Whether an element of its name is one of these, as far as that can be seen from outside of it.
    func takes(_ element: FormElement) -> Bool {
        switch element.content {
        case .text: takesText || element.text.isEmpty
        case .elements: element.children.isEmpty || !children.isEmpty
        case .object, .array: !children.isEmpty || isObject || isArray
        case .null, .emptyArray: true
        }
    }

    mutating func add(_ child: FormShape) { insert(child, at: children.count) }

    mutating func addAttribute(_ name: String) { attributes.append(ExpandedName("", name)) }

    private mutating func insert(_ child: FormShape, at slot: Int) {
        children.insert(child, at: slot)
        for index in slot..<children.count { slots[children[index].name] = index }
    }

    // MARK: Learning

    /// The shape of samples, which must agree in the name of their root.
    init(learning samples: [FormElement]) {
        self.init(samples.first?.name ?? FormElement.rootName)
        for sample in samples { learn(sample) }
    }

    private mutating func learn(_ element: FormElement) {
        namespace = namespace.isEmpty ? element.namespace : namespace
        switch element.content {
        case .text(let kind): value = value.map { $0 == kind ? kind : .string } ?? kind
        case .null: isNillable = true
        case .object: isObject = true
        case .array: isArray = true
        case .elements, .emptyArray: break
        }
        for attribute in element.attributes
        where !attributes.contains(where: { $0.local == attribute.name.local }) {
            attributes.append(attribute.name)
        }
        learnChildren(of: element)
    }

    /// A child that is new stands behind the one before it.
    private mutating func learnChildren(of element: FormElement) {
        var counts: [String: Int] = [:]
        var next = 0
        for child in element.children where child.name != FormElement.nameless {
            if slots[child.name] == nil { insert(FormShape(child.name), at: next) }
            let slot = slots[child.name] ?? 0
            counts[child.name, default: 0] += 1
            let repeats = child.isItem || child.content == .emptyArray || (counts[child.name] ?? 0) > 1
            if repeats { children[slot].isRepeated = true }
            children[slot].learn(child)
            next = slot + 1
        }
    }
}
