/// A value collected while a segment ran; nested.
///
/// B2MML: `OpSegmentDataType`.
package struct SegmentData: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var descriptions: [Description]
    @Repeated package var values: [Value]
    @Repeated package var children: [SegmentData]

    package init(
        id: Identifier? = nil, descriptions: [Description] = [], values: [Value] = [],
        children: [SegmentData] = []
    ) {
        self.id = id
        self.descriptions = descriptions
        self.values = values
        self.children = children
    }
}
