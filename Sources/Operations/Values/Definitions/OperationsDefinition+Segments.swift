extension OperationsDefinition {
    /// All steps, outer ones before inner ones.
    package var allSegments: [OperationsSegment] {
        func walk(_ segments: [OperationsSegment]) -> [OperationsSegment] {
            segments.flatMap { [$0] + walk($0.children) }
        }
        return walk(segments)
    }
}
