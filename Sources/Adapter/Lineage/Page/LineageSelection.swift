/// Which lines of both documents a page shows.
struct LineageSelection {
    private(set) var source: [Bool]
    private(set) var target: [Bool]

    /// - Parameters:
    ///   - explanation: of both documents.
    ///   - path: shows values whose path contains this text, their counterparts, and the elements that they stand in;
    ///     nil for everything.
    init(_ explanation: Explanation, path: String?) {
        guard let path else {
            source = explanation.sourceLines.map { _ in true }
            target = explanation.targetLines.map { _ in true }
            return
        }
        var inputs = explanation.inputs.map { $0.source.path.contains(path) }
        var outputs = explanation.outputs.map { $0.path.contains(path) }
        let (ownInputs, ownOutputs) = (inputs, outputs)
        for (index, input) in explanation.inputs.enumerated() where ownInputs[index] {
            for target in input.targets { outputs[target] = true }
        }
        for (index, output) in explanation.outputs.enumerated() where ownOutputs[index] {
            for input in output.inputs { inputs[input] = true }
        }
        source = Self.lines(explanation.sourceLines, inputs)
        target = Self.lines(explanation.targetLines, outputs)
    }

    private static func lines(_ lines: [Explanation.Line], _ values: [Bool]) -> [Bool] {
        var shown = lines.map { $0.value.map { values[$0] } ?? false }
        var parent = -1
        for index in lines.indices.reversed() {
            if shown[index] || lines[index].level == parent {
                shown[index] = true
                parent = lines[index].level - 1
            }
        }
        return shown
    }
}
