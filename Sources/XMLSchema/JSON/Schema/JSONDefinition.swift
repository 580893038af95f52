/// What a JSON Schema defines once and refers to.
enum JSONDefinition: Hashable {
    /// An element of exactly this type.
    case element(TypeID, isNillable: Bool)
    /// An element of this type, or of one that `xsi:type` names in its place.
    case derived(TypeID, isNillable: Bool, substitutes: [TypeID])
    case value(SimpleTypeID)
    /// An item of a list that holds a global element; others only where nothing asks for a declaration.
    case global(isLax: Bool)
    /// An element that no schema judges, and an item of a list that holds one.
    case free, freeItem
}
