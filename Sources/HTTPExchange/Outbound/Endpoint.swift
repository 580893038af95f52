package import Diagnostics

/// A partner's address as configured. Nothing else can be connected to.
package struct Endpoint: Sendable, Hashable {
    /// Unique among the endpoints of one transport.
    package let name: String
    package let origin: Origin
    package let authentication: Authentication
    /// `http://host:port` of a forward proxy. Without it no proxy is used, whatever the environment says.
    package let proxy: String?
    /// A PEM file with the only certificate authorities to trust; nil for those of the system.
    package let certificateAuthorities: String?
    /// libcurl's form: `sha256//BASE64`, several with semicolons. In addition to the certificate check.
    package let pinnedPublicKey: String?
    /// Which addresses the host (or the proxy, where there is one) may lead to.
    let addresses: AddressPolicy
    /// Transfers at one time; more wait their turn, so that one slow partner does not take all places.
    package let concurrency: Int

    /// - Parameters:
    ///   - name: unique among the endpoints of one transport.
    ///   - url: scheme, host and port; a path is not allowed here, since the origin alone is checked.
    ///   - allowsPlainHTTP: has to be said for an `http` URL: requests and credentials go unencrypted.
    ///   - authentication: added to each request to this endpoint.
    ///   - proxy: `http://host:port`; the environment's proxies are never used.
    ///   - certificateAuthorities: a PEM file; nil trusts those of the system.
    ///   - pinnedPublicKey: `sha256//BASE64`.
    ///   - networks: the only addresses the host, or the proxy, may lead to. Without any: all but link-local,
    ///     multicast and unspecified ones, and this machine only where the host names it.
    ///   - concurrency: transfers at one time, at least 1.
    /// - Throws: ``EndpointError`` for the first thing that cannot be configured like this.
    package init(
        name: String, url: String, allowsPlainHTTP: Bool = false, authentication: Authentication = .none,
        proxy: String? = nil, certificateAuthorities: String? = nil, pinnedPublicKey: String? = nil,
        networks: [AddressRange] = [], concurrency: Int = 4
    ) throws(EndpointError) {
        guard let destination = Destination(url), destination.path == "/", !destination.hasQuery else {
            throw EndpointError(.url, endpoint: name)
        }
        guard destination.origin.scheme == "https" || allowsPlainHTTP else {
            throw EndpointError(.plainHTTP, endpoint: name)
        }
        let proxyHost: String?
        if let proxy {
            guard let destination = Destination(proxy) else { throw EndpointError(.proxy, endpoint: name) }
            proxyHost = destination.origin.host
        } else {
            proxyHost = nil
        }
        switch authentication {
        case .basic(let user, _):
            guard !user.contains(":"), HeaderRules.isValue(user) else {
                throw EndpointError(.user, endpoint: name)
            }
        case .header(let header, _):
            guard HeaderRules.isName(header), !HeaderRules.framing.contains(header.lowercased()) else {
                throw EndpointError(.header, endpoint: name)
            }
        case .none, .bearer: break
        }
        self.name = name
        self.origin = destination.origin
        self.authentication = authentication
        self.proxy = proxy
        self.certificateAuthorities = certificateAuthorities
        self.pinnedPublicKey = pinnedPublicKey
        addresses = AddressPolicy(networks: networks, host: proxyHost ?? destination.origin.host)
        self.concurrency = max(1, concurrency)
    }
}

/// An endpoint that cannot be configured like this. Does not repeat the URL: it may hold a password.
package struct EndpointError: AdapterError, Hashable {
    package enum Reason: String, Sendable, CaseIterable {
        case url = "ENDPOINT-URL-1"
        case plainHTTP = "ENDPOINT-URL-2"
        case proxy = "ENDPOINT-PROXY-1"
        case user = "ENDPOINT-AUTH-1"
        case header = "ENDPOINT-AUTH-2"
    }

    package let reason: Reason
    package let endpoint: String

    init(_ reason: Reason, endpoint: String) {
        self.reason = reason
        self.endpoint = endpoint
    }

    package var code: Code { Code(rawValue: reason.rawValue) }

    package var message: String {
        switch reason {
        case .url: "the URL of endpoint \(endpoint) is not just an http or https scheme, a host and a port"
        case .plainHTTP: "the URL of endpoint \(endpoint) is not encrypted"
        case .proxy: "the proxy of endpoint \(endpoint) is not an http or https URL without a user"
        case .user: "the user name of endpoint \(endpoint) holds a colon or a control character"
        case .header: "the header for the secret of endpoint \(endpoint) cannot be used"
        }
    }

    package var advice: String? {
        switch reason {
        case .url: "Write https://host or https://host:port, without user, path and query."
        case .plainHTTP: "Use https, or allow plain HTTP for this endpoint explicitly."
        case .proxy: "Write http://host:port."
        case .user: "Basic authentication cannot carry such a name."
        case .header: "Name a header of the partner's own, such as X-API-Key."
        }
    }

    package var exitStatus: ExitStatus { .usage }
}
