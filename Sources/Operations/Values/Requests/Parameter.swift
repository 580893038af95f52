/// A named value that says how work is to be done; nested.
///
/// B2MML: `ParameterType`.
package struct Parameter: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var values: [Value]
    @Repeated package var descriptions: [Description]
    package var hierarchyScope: HierarchyScope?
    @Repeated package var children: [Parameter]

    package init(
        id: Identifier? = nil, values: [Value] = [], descriptions: [Description] = [],
        hierarchyScope: HierarchyScope? = nil, children: [Parameter] = []
    ) {
        self.id = id
        self.values = values
        self.descriptions = descriptions
        self.hierarchyScope = hierarchyScope
        self.children = children
    }
}
