package import B2MML

/// What is agreed with one partner.
package struct PartnerSettings: Sendable, Hashable {
    package let name: String
    /// The set in which messages go to the partner; required where there is an endpoint.
    package var set: SchemaSet?
    /// IANA name; rules over the site's.
    package var zone: String?
    /// What is accepted of the partner's documents although the specification does not allow it.
    package var profile = Profile.strict
    /// `Sender/LogicalID`s that mean this partner.
    package var senders: Set<String> = []
    /// Our `Sender/LogicalID` towards this partner.
    package var logicalID = "B2MML-ADAPTER"
    /// Nil when nothing is delivered to the partner.
    package var endpoint: EndpointSettings?

    package init(name: String) {
        self.name = name
    }
}

/// Where a partner takes messages in.
package struct EndpointSettings: Sendable, Hashable {
    package enum Authentication: Sendable, Hashable {
        case none
        /// The secret is a reference (`env:NAME`, `file:PATH`), never the secret itself.
        case basic(user: String, password: String)
        case bearer(token: String)
        case header(name: String, value: String)
    }

    /// Absolute, without userinfo.
    package var url: String
    /// Has to be said for an `http` URL: what is sent can be read on the way.
    package var allowsPlainHTTP = false
    package var authentication = Authentication.none

    package init(url: String) {
        self.url = url
    }
}
