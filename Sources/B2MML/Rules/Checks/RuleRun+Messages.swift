import Diagnostics
import XMLSchema
import XMLStream

/// What is known of the message around the nouns.
struct MessageFacts {
    var isKnown = false
    var root = MessageRoot.fragment
    /// Local name of the nouns.
    var noun = ""
    var creation: Moment?
    /// The types of the nouns, once they have been asked for.
    var nounTypes: Set<Int32>?
    /// The kinds of objects that the nouns list, a bit each.
    var informationKinds: UInt16 = 0

    var verb: Verb? {
        if case .transaction(let verb, _) = root { verb } else { nil }
    }

    /// A Get names what is looked for: its nouns are patterns, not objects.
    var isQuery: Bool { verb == .get }
}

extension RuleRun {
    /// Once, as soon as the root is there.
    mutating func learnMessage(_ view: NodeView) {
        guard !message.isKnown, let root = document?.root else { return }
        message.isKnown = true
        guard let declaration = root.declaration else { return }
        message.root = binding.root(declaration)
        switch message.root {
        case .transaction(_, let noun): message.noun = noun
        case .noun(let noun): message.noun = noun
        case .confirmation, .fragment: break
        }
        for kind in ReferenceKind.allCases where kind.information == message.noun {
            message.informationKinds |= 1 << UInt16(kind.rawValue)
        }
        message.creation = root.child("ApplicationArea").flatMap(Self.creation)
    }

    private static func creation(of area: Node) -> Moment? {
        area.child("CreationDateTime").flatMap { $0.withUTF8(Moment.init) }
    }

    /// The document element and what is in the application area and the data area.
    mutating func checkMessage(_ view: NodeView) {
        guard let root = document?.root, let declaration = root.declaration else { return }
        switch message.root {
        case .fragment: checkFragment(root, declaration)
        case .noun: checkContent(view, root, declaration)
        case .transaction(let verb, let noun): checkTransaction(view, root, verb, noun)
        case .confirmation: checkAnswer(root, .confirm)
        }
    }

    /// Source: the global leaf elements of BatchML, which XSD lets stand alone.
    private mutating func checkFragment(_ root: Node, _ declaration: ElementDeclaration) {
        let entries = entryRoots()
        guard !entries.contains(declaration.name) else { return }
        let names = MessageRoot.names(in: binding.schema) + entries.map { binding.schema.names[$0].local }
        let nearest = nearestName(to: root.localName, among: names.sorted())
        report(
            .noMessage, at: root.index, "\(root.localName) is valid by itself, and is no message",
            found: root.localName,
            advice: nearest.map { "Did you mean \"\($0)\"?" } ?? "Send a transaction or one of the nouns.")
    }

    private static let lists = ["Schedule", "Performance", "Information", "List", "Library"]

    /// Global elements that no transaction carries and that are messages all the same: lists that stand in no other
    /// element, such as BatchInformation, and the entries of lists, such as a master recipe or a production request.
    private func entryRoots() -> Set<NameID> {
        let schema = binding.schema
        let globals = schema.globalElements.filter { name in
            schema.globalElement(schema.names[name]).map { schema.contentModel(of: $0.type) != nil } ?? false
        }
        let inner = Set(
            schema.contentModels.flatMap(\.children).map { binding.traits[Int($0.declaration)].type })
        let type = { (name: NameID) in schema.globalElement(schema.names[name])?.type }
        let carried = MessageRoot.nouns(of: schema)
        let lists = globals.filter { name in
            Self.lists.contains(where: schema.names[name].local.hasSuffix)
                && (carried.contains(name) || type(name).map { !inner.contains($0.rawValue) } ?? false)
        }
        let entries = Set(
            lists.compactMap(type).compactMap(schema.contentModel).flatMap(\.children).filter { child in
                let own = binding.traits[Int(child.declaration)]
                return child.occurrence.max != 1 && own.hasOwnID && !own.isDetail
            }.map { binding.traits[Int($0.declaration)].type })
        return Set(
            lists + globals.filter { name in type(name).map { entries.contains($0.rawValue) } ?? false })
    }

    private mutating func checkTransaction(_ view: NodeView, _ root: Node, _ verb: Verb, _ noun: String) {
        // Elsewhere the namespace tells the set.
        if SchemaSet.sets(of: root.name.namespace).count > 1, let release = root.attribute("releaseID"),
            release.text.trimmingBlanks.isEmpty
        {
            report(
                .emptyRelease, at: release.index, "releaseID is empty, and the namespace is that of two sets",
                advice: "Write the release of the schemas, such as 7.0.1.")
        }
        if let identity = root.child("ApplicationArea")?.child("BODID"), identity.text.trimmingBlanks.isEmpty
        {
            report(
                .emptyBODID, at: identity.index, "BODID is empty",
                advice: "Write an identity that no other message has, or leave BODID out.")
        }
        guard let area = root.child("DataArea") else { return }
        if let element = area.children.first(where: { $0.localName != noun }) { checkActions(element, verb) }
        if [.acknowledge, .respond].contains(verb) { checkAnswer(root, verb) }
        guard [.sync, .process, .change, .show, .acknowledge, .respond, .notify].contains(verb) else {
            return
        }
        for node in area.children where node.localName == noun {
            if let declaration = node.declaration { checkContent(view, node, declaration) }
        }
    }

    // MARK: Nouns without content

    /// A noun that is there for its entries has at least one.
    private mutating func checkContent(_ view: NodeView, _ noun: Node, _ declaration: ElementDeclaration) {
        let local = noun.localName
        let isList = Self.lists.contains(where: local.hasSuffix)
        guard isList, isOn(.emptyNoun), !record.nouns.contains(noun.index), deletes == false else { return }
        let model = binding.schema.contentModel(of: declaration.type)
        let entries = Set(
            (model?.children ?? []).filter {
                $0.occurrence.max != 1 && binding.traits[Int($0.declaration)].hasOwnID
            }.map(\.name))
        guard !entries.isEmpty, !noun.children.contains(where: { entries.contains($0.nameID) }) else {
            return
        }
        report(
            .emptyNoun, at: noun.index, "\(local) has no entry",
            expected: entries.map { binding.schema.names[$0].local }.sorted(),
            advice: "Send it with at least one entry, or not at all.")
    }

    /// Whether the action is Delete: then a noun is named, and its content is of no interest.
    private var deletes: Bool {
        document?.root?.child("DataArea")?.child("Sync")?.child("ActionCriteria")?.child("ActionExpression")?
            .attribute("actionCode")?.text == "Delete"
    }

    // MARK: Actions

    private static let requests: Set<String> = ["Add", "Change", "Delete"]
    private static let answers: Set<String> = ["Accepted", "Rejected", "Modified", "Replaced"]

    private mutating func checkActions(_ element: Node, _ verb: Verb) {
        let criteria = element.children("ActionCriteria")
        let expressions = criteria.flatMap { $0.children("ActionExpression") }
        if verb == .sync, expressions.isEmpty {
            report(
                .syncWithoutAction, at: element.index, "Sync names no action and is taken as Add",
                expected: ["Add", "Change", "Delete"],
                advice: "Write ActionCriteria with an ActionExpression.")
        }
        for expression in expressions { checkAction(expression, Self.requests, Self.answers, "asks for") }
        let responses = element.children("ResponseCriteria")
        for expression in responses.compactMap({ $0.child("ResponseExpression") }) {
            checkAction(expression, Self.answers, Self.requests, "answers with")
        }
        for surplus in (verb == .sync ? criteria.dropFirst() : []) + responses.dropFirst() {
            report(
                .severalCriteria, at: surplus.index,
                "There are several \(surplus.localName), and only the first counts",
                advice: "Send one message for each action, or one answer for each message.")
        }
    }

    private mutating func checkAction(
        _ expression: Node, _ own: Set<String>, _ other: Set<String>, _ does: String
    ) {
        guard let code = expression.attribute("actionCode"), !own.contains(code.text) else { return }
        let word = code.text
        if other.contains(word) {
            report(
                .actionOfOtherDirection, at: code.index, "\(expression.localName) \(does) \"\(word)\"",
                expected: own.sorted(), found: word,
                advice: "Add, Change and Delete ask; Accepted, Modified, Replaced and Rejected answer.")
        } else {
            let nearest = nearestName(to: word, among: own.sorted())
            report(
                .unknownAction, at: code.index, "\"\(word)\" is no action code of B2MML",
                expected: own.sorted(),
                found: word,
                advice: nearest.map { "Did you mean \"\($0)\"?" } ?? "Agree on it with the partner.")
        }
    }

    // MARK: Answers

    /// How far two clocks that are kept in step may be apart, in seconds. Source: RFC 4120, 3.1.3.
    static let clockSkew: Int64 = 300

    private mutating func checkAnswer(_ root: Node, _ verb: Verb) {
        guard let area = root.child("ApplicationArea"), let data = root.child("DataArea") else { return }
        if verb == .confirm, let confirm = data.child("Confirm") { checkActions(confirm, verb) }
        let parts = data.children.filter { [verb.rawValue, "BOD"].contains($0.localName) }
        let originals = parts.compactMap { $0.child("OriginalApplicationArea") }
        guard !originals.isEmpty else {
            return report(
                .answerWithoutQuestion, at: data.index, "The answer does not say which message it answers",
                expected: ["OriginalApplicationArea"],
                advice: "Repeat the ApplicationArea of the message in OriginalApplicationArea.")
        }
        for original in originals { checkOriginal(original, area) }
    }

    private mutating func checkOriginal(_ original: Node, _ area: Node) {
        if let identity = original.child("BODID")?.text.trimmingBlanks, !identity.isEmpty,
            let own = area.child("BODID"), own.text.trimmingBlanks == identity
        {
            report(
                .answerWithQuestionsBODID, at: own.index,
                "The answer has the BODID of the message that it answers",
                found: identity, advice: "Give each message a BODID of its own.")
        }
        guard let asked = Self.creation(of: original), let answered = message.creation,
            answered.isBefore(asked, by: Self.clockSkew), let time = original.child("CreationDateTime")
        else { return }
        report(
            .answerBeforeQuestion, at: time.index, "The answer was made before the message that it answers",
            found: time.text, advice: "Check the clocks and the zones of both systems.")
    }
}
