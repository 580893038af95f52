package import Diagnostics

/// Two endpoints of one transport have the same name.
package struct DuplicateEndpoint: AdapterError, Hashable {
    package let name: String

    package var code: Code { "ENDPOINT-NAME-1" }
    package var message: String { "there are two endpoints named \(name)" }
    package var advice: String? { "Give each endpoint a name of its own." }
    package var exitStatus: ExitStatus { .usage }
}
