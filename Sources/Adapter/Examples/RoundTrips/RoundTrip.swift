package import Mapping
package import XMLSchema
import XMLStream

/// A noun through several mappings, back to the set it came from.
package struct RoundTrip: Sendable {
    private let route: [CompiledMapping]

    /// - Parameter route: each takes what the one before it gives; the last gives what the first takes.
    package init(_ route: [CompiledMapping]) {
        self.route = route
    }

    /// What differs between a noun and what came back, and why.
    ///
    /// - Parameters:
    ///   - noun: what the first mapping takes.
    ///   - context: what is known besides the document.
    /// - Returns: empty when what came back is equal.
    package func account(of noun: Node, context: MappingContext) -> RoundTripAccount {
        var context = context
        context.traces = true
        var account = RoundTripAccount()
        var steps: [RoundTripStep] = []
        var current = noun
        for mapping in route {
            guard let result = mapping.run(current, context: context), let root = result.document.root else {
                account.add(.refused, mapping.name)
                return account
            }
            account.add(findingsOf: result, mapping)
            account.add(faultsOf: result, mapping)
            steps.append(RoundTripStep(input: current, result: result))
            current = root
        }
        account.compare(noun, with: current, through: steps)
        return account
    }
}

/// One mapping on the way, and where each value went in it.
struct RoundTripStep {
    let input: Node
    let result: MappingResult
    private let origins: [Int32: Int32]
    private let images: [Int32: [Int32]]
    private let declared: [String: String]
    private let accidents: Set<String>

    init(input: Node, result: MappingResult) {
        self.input = input
        self.result = result
        let links = result.trace?.links ?? []
        origins = Dictionary(links.map { ($0.output, $0.input) }, uniquingKeysWith: { $1 })
        images = Dictionary(grouping: links.filter { $0.input >= 0 }, by: \.input).mapValues {
            $0.map(\.output)
        }
        declared = Dictionary(
            result.losses.ignoredDeclared.map { ($0.path, $0.reason) },
            uniquingKeysWith: { first, _ in first })
        accidents = Set(result.losses.ignoredByAccident)
    }

    /// The node of the input that a node of the output was read from; nil when it was made up.
    func origin(of output: Int32) -> Int32? {
        origins[output].flatMap { $0 >= 0 ? $0 : nil }
    }

    func images(of input: Int32) -> [Int32] { images[input] ?? [] }

    /// Why a node of the input may be lost; nil when no rule says so.
    func reason(for index: Int32) -> String? {
        guard !declared.isEmpty else { return nil }
        return input.document.node(at: index).pathsUpwards.lazy.compactMap { declared[$0] }.first
    }

    func isLostByAccident(_ index: Int32) -> Bool {
        !accidents.isEmpty && input.document.node(at: index).pathsUpwards.contains { accidents.contains($0) }
    }
}

extension Node {
    /// Its own path and those of what it stands in.
    fileprivate var pathsUpwards: [String] {
        sequence(first: self, next: \.parent).map(\.path)
    }
}
