package import Diagnostics

/// No mapping is called like that.
package struct UnknownMapping: AdapterError, Hashable {
    let name: String
    let nearest: String?

    package var code: Code { "MAP-FILE-1" }
    package var message: String { "there is no mapping \(name)" }
    package var place: Place? { nil }
    package var advice: String? {
        nearest.map { "Did you mean \($0)?" } ?? "b2mml map list shows what there is."
    }
    package var exitStatus: ExitStatus { .usage }
}
