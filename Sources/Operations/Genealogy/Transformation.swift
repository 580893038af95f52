/// One thing that was done to lots: what went in, what came out, and in which circumstances.
///
/// A job's consumption and production may be told in one transformation or apart: a `consume` without
/// outputs and a `produce` without inputs meet in the work in process of their job.
///
/// Source: ISA-95 Part 3, product tracking and genealogy. B2MML: `MaterialActual` with `MaterialUse`,
/// `AssemblyActual`, in `SegmentResponse` and `JobResponse`.
package struct Transformation: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case consume, produce, split, merge
        /// An output that went in comes out as a new version of itself.
        case rework
        case assemble, pack
        /// From one location to another; a lot on both sides stays the same lot.
        case move
        /// From a supplier: needs no input.
        case receive
        /// To a customer: needs no output.
        case ship
    }

    /// Unique; a second one of the same name is the same transformation.
    package var id: Identifier
    package var job: Identifier?
    package var kind: Kind
    /// When it began; nil when only its end is known. Not after ``at``.
    package var started: Instant?
    /// When it ended.
    package var at: Instant
    @Repeated package var inputs: [LotAmount]
    @Repeated package var outputs: [LotAmount]
    /// What went in and is known to have come out as nothing.
    @Repeated package var losses: [Loss]
    package var equipment: Identifier?
    package var person: Identifier?
    package var definitionVersion: Identifier?
    /// The supplier or the customer.
    package var partner: Identifier?

    package init(
        id: Identifier, _ kind: Kind, at: Instant, started: Instant? = nil, job: Identifier? = nil,
        inputs: [LotAmount] = [], outputs: [LotAmount] = [], losses: [Loss] = [],
        equipment: Identifier? = nil, person: Identifier? = nil, definitionVersion: Identifier? = nil,
        partner: Identifier? = nil
    ) {
        self.id = id
        self.job = job
        self.kind = kind
        self.started = started
        self.at = at
        self.inputs = inputs
        self.outputs = outputs
        self.losses = losses
        self.equipment = equipment
        self.person = person
        self.definitionVersion = definitionVersion
        self.partner = partner
    }
}

/// A quantity of a lot that goes into a transformation or comes out of it.
package struct LotAmount: Hashable, Sendable, Codable {
    package var lot: LotReference
    /// Nil when it is not known, such as what a draw from a commingled tank took of one lot.
    package var quantity: Quantity?
    package var use: MaterialUse?
    package var material: Identifier?
    /// Where it is taken from or put. Only the ``LotLedger`` keeps it.
    package var location: Identifier?

    package init(
        _ lot: LotReference, _ quantity: Quantity? = nil, use: MaterialUse? = nil,
        material: Identifier? = nil, location: Identifier? = nil
    ) {
        self.lot = lot
        self.quantity = quantity
        self.use = use
        self.material = material
        self.location = location
    }
}

/// A declared loss: scrap, evaporation, what stuck to the vessel.
package struct Loss: Hashable, Sendable, Codable {
    package var quantity: Quantity
    package var reason: Identifier?

    package init(_ quantity: Quantity, reason: Identifier? = nil) {
        self.quantity = quantity
        self.reason = reason
    }
}
