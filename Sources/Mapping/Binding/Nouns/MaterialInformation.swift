package import Operations

/// Materials that arrive together.
///
/// B2MML: `MaterialInformationType`.
package struct MaterialInformation: Hashable, Sendable {
    package var id: Identifier?
    package var descriptions: [Operations.Description]
    package var hierarchyScope: HierarchyScope?
    package var publishedDate: ZonedTime?
    package var classes: [MaterialClass]
    package var definitions: [MaterialDefinition]
    package var lots: [MaterialLot]
    /// Those that stand beside the lots; each names its lot.
    package var subLots: [MaterialSubLot]

    package init(
        id: Identifier? = nil, descriptions: [Operations.Description] = [],
        hierarchyScope: HierarchyScope? = nil, publishedDate: ZonedTime? = nil,
        classes: [MaterialClass] = [], definitions: [MaterialDefinition] = [], lots: [MaterialLot] = [],
        subLots: [MaterialSubLot] = []
    ) {
        self.id = id
        self.descriptions = descriptions
        self.hierarchyScope = hierarchyScope
        self.publishedDate = publishedDate
        self.classes = classes
        self.definitions = definitions
        self.lots = lots
        self.subLots = subLots
    }
}
