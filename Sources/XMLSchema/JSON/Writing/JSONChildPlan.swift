/// Which of an element's children are members, and which stand in its list `$content`.
struct JSONChildPlan {
    /// The indices of those in the list.
    let list: Range<Int>

    /// - Parameters:
    ///   - children: what the shape says about each, in document order; nil for a text, or a child it does not have.
    ///   - shape: nil where nothing is known about the order.
    init(_ children: [ContentShape.Member?], _ shape: ContentShape?) {
        guard let shape else {
            list = children.indices
            return
        }
        let block = shape.block ?? shape.members.count...shape.members.count
        let head = Self.run(children, shape) { $0.rank < block.lowerBound }
        let tail = Self.run(children[head...].reversed().map { $0 }, shape, isReversed: true) {
            $0.rank > block.upperBound
        }
        let rest = head..<children.count - tail
        // Without a block the list has no place among members, so that it holds either none or all of them.
        list = shape.block == nil && !rest.isEmpty ? children.indices : rest
    }

    /// How many children from the first on keep to the order of the ranks, and to one of each that does not repeat.
    private static func run(
        _ children: [ContentShape.Member?], _ shape: ContentShape, isReversed: Bool = false,
        while belongs: (ContentShape.Member) -> Bool
    ) -> Int {
        var last: ContentShape.Member?
        for (index, child) in children.enumerated() {
            guard let child, belongs(child) else { return index }
            if let last {
                let step = isReversed ? last.rank - child.rank : child.rank - last.rank
                if step < 0 || step == 0 && !child.repeats { return index }
            }
            last = child
        }
        return children.count
    }
}
