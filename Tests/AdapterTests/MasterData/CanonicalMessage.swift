/// A V0700 document: a transaction, or the noun alone.
struct CanonicalMessage {
    var noun: String
    var content: String
    /// Nil for the noun alone.
    var verb: String?
    var created = "2026-03-01T16:30:00+01:00"

    init(_ noun: String, verb: String? = "Sync", _ content: String) {
        self.noun = noun
        self.verb = verb
        self.content = content
    }

    /// The same at a later time.
    func later(_ content: String? = nil, verb: String? = nil) -> CanonicalMessage {
        var copy = self
        copy.created = "2026-03-01T18:00:00+01:00"
        copy.content = content ?? self.content
        copy.verb = verb ?? self.verb
        return copy
    }

    private static let namespace = "http://www.mesa.org/xml/B2MML"

    var xml: String {
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        guard let verb else {
            return head + "<\(noun) xmlns=\"\(Self.namespace)\">\n\(content)\n</\(noun)>"
        }
        return head + """
            <\(verb)\(noun) xmlns="\(Self.namespace)" releaseID="7.0">
            <ApplicationArea><Sender><LogicalID>ERP</LogicalID></Sender>\
            <CreationDateTime>\(created)</CreationDateTime></ApplicationArea>
            <DataArea><\(verb)/><\(noun)>
            \(content)
            </\(noun)></DataArea>
            </\(verb)\(noun)>
            """
    }
}
