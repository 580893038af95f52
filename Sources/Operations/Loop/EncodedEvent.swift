package import Diagnostics

/// An event as a journal keeps it: what to select by in columns, the fact as JSON.
///
/// The JSON has its keys in alphabetical order, so that equal facts have equal bytes.
package struct EncodedEvent: Hashable, Sendable {
    package var typeName: String
    package var formatVersion: Int
    package var domain: DomainKind
    package var activity: Activity
    package var at: Instant
    package var origin: Origin?
    /// UTF-8 JSON.
    package var payload: [UInt8]

    package init(
        typeName: String, formatVersion: Int, domain: DomainKind, activity: Activity, at: Instant,
        origin: Origin?, payload: [UInt8]
    ) {
        self.typeName = typeName
        self.formatVersion = formatVersion
        self.domain = domain
        self.activity = activity
        self.at = at
        self.origin = origin
        self.payload = payload
    }
}

/// Why a kept event or snapshot cannot be read by this program.
package enum EventCodingError: AdapterError, Hashable {
    case unknownType(String)
    /// Written by a newer program, or so old that its migration was never written.
    case unknownVersion(type: String, version: Int, known: Int)
    case malformed(type: String, reason: String)

    package var code: Code {
        switch self {
        case .unknownType: "LOOP-EVENT-1"
        case .unknownVersion: "LOOP-EVENT-2"
        case .malformed: "LOOP-EVENT-3"
        }
    }

    package var message: String {
        switch self {
        case .unknownType(let type): "an event of type \(type) is not known"
        case .unknownVersion(let type, let version, let known):
            "an event of type \(type) has format version \(version); known are 1 to \(known)"
        case .malformed(let type, let reason): "an event of type \(type) cannot be read: \(reason)"
        }
    }

    package var advice: String? {
        switch self {
        case .unknownType, .unknownVersion: "Use the program that wrote it, or a newer one."
        case .malformed: "Verify the journal."
        }
    }
}

/// Turns the coded form of one version of one type into that of the next. Steps are chained: from version 1
/// to the version of today. Written when a `formatVersion` is raised, and kept for ever.
package struct EventMigration: Sendable {
    package let typeName: String
    /// Leads from this version to the next.
    package let fromVersion: Int
    package let upgrade: @Sendable ([UInt8]) throws(EventCodingError) -> [UInt8]

    package init(
        _ typeName: String, fromVersion: Int,
        upgrade: @escaping @Sendable ([UInt8]) throws(EventCodingError) -> [UInt8]
    ) {
        self.typeName = typeName
        self.fromVersion = fromVersion
        self.upgrade = upgrade
    }

    /// All that there are.
    package static let all: [EventMigration] = [
        // What the second version says besides may be absent.
        EventMigration(CycleMeasured.typeName, fromVersion: 1) { (bytes) throws(EventCodingError) in bytes }
    ]
}

extension Event {
    package func encoded() throws(EventCodingError) -> EncodedEvent {
        let payload = fact.payload
        return EncodedEvent(
            typeName: typeName, formatVersion: formatVersion, domain: domain, activity: activity, at: at,
            origin: origin, payload: try JSONText.encode(payload, what: typeName))
    }

    package init(_ encoded: EncodedEvent) throws(EventCodingError) {
        let fact = try Fact.decode(
            typeName: encoded.typeName, version: encoded.formatVersion, payload: encoded.payload)
        self.init(encoded.domain, at: encoded.at, origin: encoded.origin, fact)
    }
}

extension Fact {
    private static let register: [String: any EventPayload.Type] = Dictionary(
        payloadTypes.map { ($0.typeName, $0) }, uniquingKeysWith: { first, _ in first })

    /// Reads a coded fact of any version up to today's.
    package static func decode(
        typeName: String, version: Int, payload: [UInt8], migrations: [EventMigration] = EventMigration.all
    ) throws(EventCodingError) -> Fact {
        guard let type = register[typeName] else { throw .unknownType(typeName) }
        let known = type.formatVersion
        guard (1...known).contains(version) else {
            throw .unknownVersion(type: typeName, version: version, known: known)
        }
        let upgraded = try upgrade(
            typeName, from: version, to: known, payload: payload, migrations: migrations)
        return try fact(type, upgraded)
    }

    /// Applies the steps from one version to another.
    package static func upgrade(
        _ typeName: String, from version: Int, to target: Int, payload: [UInt8], migrations: [EventMigration]
    ) throws(EventCodingError) -> [UInt8] {
        var payload = payload
        var version = version
        while version < target {
            guard
                let step = migrations.first(where: { $0.typeName == typeName && $0.fromVersion == version })
            else { throw .unknownVersion(type: typeName, version: version, known: target) }
            payload = try step.upgrade(payload)
            version += 1
        }
        return payload
    }

    private static func fact<Payload: EventPayload>(_ type: Payload.Type, _ bytes: [UInt8])
        throws(EventCodingError) -> Fact
    {
        Payload.fact(try JSONText.decode(Payload.self, from: bytes, what: Payload.typeName))
    }
}

extension ShopFloorRecord {
    /// One line of the JSON-lines form.
    package init(json bytes: [UInt8]) throws(EventCodingError) {
        self = try JSONText.decode(ShopFloorRecord.self, from: bytes, what: "shop-floor record")
    }

    package func json() throws(EventCodingError) -> [UInt8] {
        try JSONText.encode(self, what: "shop-floor record")
    }
}

extension Origin {
    /// As a journal keeps it.
    package init(json bytes: [UInt8]) throws(EventCodingError) {
        self = try JSONText.decode(Origin.self, from: bytes, what: "origin")
    }

    package func json() throws(EventCodingError) -> [UInt8] {
        try JSONText.encode(self, what: "origin")
    }
}
