package import Diagnostics

/// A page would have more values than a browser shows with ease.
package struct LineagePageTooLarge: AdapterError, Hashable {
    package let values: Int

    package var code: Code { "EXPLAIN-PAGE-1" }
    package var message: String {
        "the page would have \(values) values, and \(LineagePage.maximalValues) are the most"
    }
    package var place: Place? { nil }
    package var advice: String? { "Choose some with --path, or take --format jsonl." }
    package var exitStatus: ExitStatus { .usage }
}
