/// Where in the role-based equipment hierarchy something holds; at most one child.
///
/// B2MML: `HierarchyScopeType`.
package struct HierarchyScope: Hashable, Sendable, Codable {
    package var equipmentID: Identifier
    package var level: EquipmentLevel?
    /// None or one: what is inside of the equipment named here.
    @Repeated package var child: [HierarchyScope]

    package init(_ equipmentID: Identifier, level: EquipmentLevel? = nil, child: [HierarchyScope] = []) {
        self.equipmentID = equipmentID
        self.level = level
        self.child = child
    }
}
