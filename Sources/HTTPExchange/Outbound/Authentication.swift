import Foundation

/// How we show a partner who we are. Belongs to the endpoint, so that credentials never reach another host.
package enum Authentication: Sendable, Hashable {
    case none
    /// RFC 7617. The user name may not hold a colon.
    case basic(user: String, password: SecretReference)
    /// RFC 6750.
    case bearer(SecretReference)
    /// A header of the partner's own, such as an API key.
    case header(name: String, value: SecretReference)

    /// The header line to add; nil where none is needed.
    func headerLine(environment: (String) -> String?) throws(SecretError) -> Secret? {
        switch self {
        case .none: return nil
        case .basic(let user, let password):
            let pair = try "\(user):\(password.resolve(environment: environment).reveal())"
            return Secret("Authorization: Basic \(Data(pair.utf8).base64EncodedString())")
        case .bearer(let token):
            return try Secret("Authorization: Bearer \(token.resolve(environment: environment).reveal())")
        case .header(let name, let value):
            return try Secret("\(name): \(value.resolve(environment: environment).reveal())")
        }
    }
}
