import Adapter
import HTTPExchange

extension Endpoint {
    /// The endpoint of a partner's settings; only its scheme, host and port can be connected to.
    init(_ name: String, _ settings: EndpointSettings) throws {
        let authentication: Authentication =
            switch settings.authentication {
            case .none: .none
            case .basic(let user, let password): .basic(user: user, password: try SecretReference(password))
            case .bearer(let token): .bearer(try SecretReference(token))
            case .header(let header, let value): .header(name: header, value: try SecretReference(value))
            }
        try self.init(
            name: name, url: settings.origin, allowsPlainHTTP: settings.allowsPlainHTTP,
            authentication: authentication)
    }
}

extension EndpointSettings {
    /// Scheme, host and port of the URL.
    fileprivate var origin: String {
        guard let scheme = url.firstRange(of: "://") else { return url }
        let rest = url[scheme.upperBound...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        return String(url[..<end])
    }
}
