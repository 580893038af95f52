package import Diagnostics
package import Mapping
import XMLSchema

extension ExampleRunner {
    /// A value that a rule has written, and what it had read.
    package struct WrittenValue: Sendable {
        package let path: String
        package let value: String
        package let origin: Trace.Origin
        /// Nil where nothing was read.
        package let sourcePath: String?
        package let sourceValue: String?
        package let tableRow: Place?
    }
}

extension ExampleRunner.Outcome {
    /// What the rule in a line of a file wrote, in the order of writing.
    package func values(of line: Int, in file: String) -> [ExampleRunner.WrittenValue] {
        guard let made, let trace else { return [] }
        return trace.links.filter { $0.rule.line == line && $0.rule.source == file }.map { link in
            let output = made.node(at: link.output)
            let input = link.input >= 0 ? source?.node(at: link.input) : nil
            return ExampleRunner.WrittenValue(
                path: output.path, value: output.text, origin: link.origin, sourcePath: input?.path,
                sourceValue: input?.text, tableRow: link.tableRow)
        }
    }
}
