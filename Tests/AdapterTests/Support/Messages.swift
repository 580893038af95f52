/// One order of one step.
struct Order {
    var id = "000000451207"
    var quantity = "500.000"
    var equipment = "MIXER-01"
    /// Beside the ID, in schema order.
    var header = ""
    /// Without a segment the loop refuses the order: nothing says what to do.
    var hasWork = true

    var xml: String {
        guard hasWork else { return "<ProductionRequest><ID>\(id)</ID>\(header)</ProductionRequest>\n" }
        return """
            <ProductionRequest><ID>\(id)</ID>\(header)<SegmentRequirement><ID>0010</ID>\
            <ProcessSegmentID>Mixing</ProcessSegmentID>\
            <EquipmentRequirement><EquipmentID>\(equipment)</EquipmentID></EquipmentRequirement>\
            <MaterialProducedRequirement><MaterialDefinitionID>PAINT</MaterialDefinitionID><Quantity>\
            <QuantityString>\(quantity)</QuantityString><DataType>decimal</DataType>\
            <UnitOfMeasure>KGM</UnitOfMeasure></Quantity></MaterialProducedRequirement>\
            </SegmentRequirement></ProductionRequest>

            """
    }
}

/// A V0401 transaction.
struct Message {
    var verb = "Process"
    var noun = "ProductionSchedule"
    var created: String? = "2026-03-01T16:30:00+01:00"
    var bodID: String?
    var sender = "ERP"
    var content: String

    init(_ orders: Order...) {
        content = orders.map(\.xml).joined()
    }

    init(orders: [Order]) {
        content = orders.map(\.xml).joined()
    }

    init(verb: String = "Sync", noun: String, _ content: String) {
        self.verb = verb
        self.noun = noun
        self.content = content
    }

    func with(_ change: (inout Message) -> Void) -> Message {
        var copy = self
        change(&copy)
        return copy
    }

    var xml: String {
        let creation = created.map { "<CreationDateTime>\($0)</CreationDateTime>" } ?? ""
        let bodID = bodID.map { "<BODID>\($0)</BODID>" } ?? ""
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <\(verb)\(noun) xmlns="http://www.wbf.org/xml/B2MML-V0401" releaseID="">
            <ApplicationArea><Sender><LogicalID>\(sender)</LogicalID></Sender>\(creation)\(bodID)\
            </ApplicationArea>
            <DataArea><\(verb)/><\(noun)>
            \(content)</\(noun)></DataArea>
            </\(verb)\(noun)>
            """
    }

    static let lot = """
        <ID>W-1</ID><MaterialDefinitionID>PAINT</MaterialDefinitionID><Status>Released</Status>
        """
}
