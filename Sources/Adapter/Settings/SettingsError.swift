package import Diagnostics

/// Settings that cannot be used.
package struct SettingsError: AdapterError, Hashable {
    package let code: Code
    package let message: String
    package let place: Place?
    package let advice: String?
    package var exitStatus: ExitStatus { .usage }

    init(_ code: Code, _ message: String, at place: Place?, advice: String?) {
        self.code = code
        self.message = message
        self.place = place
        self.advice = advice
    }
}
