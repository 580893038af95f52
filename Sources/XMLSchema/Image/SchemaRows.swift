import XMLStream

/// The tables that the validator reads for every element: fixed sizes, no padding, no references.

/// An element declaration with what its type says about the content, so that an element costs one look.
struct ElementRow: BitwiseCopyable {
    let name: NameID
    let type: Int32
    /// The first state of the content automaton, or the simple type; see `mode`.
    let content: Int32
    let mode: Frame.Mode
    let check: ValueCheck
    let flags: RowFlags
    private let padding: UInt8 = 0

    init(_ declaration: ElementDeclaration, _ type: TypeRow, isMarked: Bool) {
        name = declaration.name
        self.type = declaration.type.rawValue
        content = type.content
        mode = type.mode
        check = type.check
        var flags = type.flags
        if isMarked { flags.insert(.marked) }
        if declaration.isNillable { flags.insert(.nillable) }
        if declaration.blocked.contains(.extension) { flags.insert(.blocksExtension) }
        if declaration.blocked.contains(.restriction) { flags.insert(.blocksRestriction) }
        self.flags = flags
    }

    var declaration: ElementDeclaration {
        var blocked: Set<TypeDefinition.Derivation> = []
        if flags.contains(.blocksExtension) { blocked.insert(.extension) }
        if flags.contains(.blocksRestriction) { blocked.insert(.restriction) }
        return ElementDeclaration(
            name: name, type: TypeID(rawValue: type), isNillable: flags.contains(.nillable), blocked: blocked)
    }
}

struct TypeRow: BitwiseCopyable {
    /// The first state of the content automaton, or the simple type; see `mode`.
    let content: Int32
    let firstAttribute: Int32
    let attributeCount: UInt16
    let mode: Frame.Mode
    let check: ValueCheck
    let flags: RowFlags
    private let padding: (UInt8, UInt8, UInt8) = (0, 0, 0)

    init(
        _ type: TypeDefinition, content: Int32, mode: Frame.Mode, check: ValueCheck, firstAttribute: Int,
        marks: RowFlags
    ) {
        self.content = content
        self.mode = mode
        self.check = check
        self.firstAttribute = Int32(firstAttribute)
        attributeCount = UInt16(type.attributes.count)
        var flags: RowFlags = []
        if type.attributes.contains(where: \.isRequired) { flags.insert(.hasRequired) }
        if type.attributeWildcard != nil { flags.insert(.hasAttributeWildcard) }
        if type.isAbstract { flags.insert(.isAbstract) }
        self.flags = flags.union(marks)
    }
}

struct AttributeRow: BitwiseCopyable {
    let name: NameID
    let type: Int32
    let check: ValueCheck
    let flags: RowFlags
    private let padding: UInt16 = 0

    init(_ use: AttributeUse, _ check: ValueCheck) {
        name = use.name
        type = use.type.rawValue
        self.check = check
        flags = use.isRequired ? .hasRequired : []
    }
}

struct RowFlags: OptionSet, BitwiseCopyable {
    let rawValue: UInt8

    static let nillable = RowFlags(rawValue: 1)
    /// A required attribute; of an attribute: it is the required one.
    static let hasRequired = RowFlags(rawValue: 2)
    /// A type or a child that another dialect of the same namespace defines otherwise, or has not. Where nobody knows
    /// what differs, every type. See ``SchemaMarks``.
    static let marked = RowFlags(rawValue: 4)
    static let isAbstract = RowFlags(rawValue: 8)
    /// Of an element: derivations that `xsi:type` may not use there.
    static let blocksExtension = RowFlags(rawValue: 16)
    static let blocksRestriction = RowFlags(rawValue: 32)
    static let hasAttributeWildcard = RowFlags(rawValue: 64)
    /// Of a type: some of its children or values are marked, and so is whatever is wrong with its content.
    static let hasMarks = RowFlags(rawValue: 128)
}

/// The hot part of a simple type.
struct ValueRow: BitwiseCopyable {
    let firstSlot: Int32
    /// The number of slots less one; the number is a power of two.
    let slotMask: UInt32
    let check: ValueCheck
    let whiteSpace: WhiteSpace
    private let padding: UInt16 = 0

    init(_ type: SimpleType, firstSlot: Int, slotCount: Int) {
        check = ValueCheck(type)
        whiteSpace = type.whiteSpace
        self.firstSlot = Int32(firstSlot)
        slotMask = UInt32(max(slotCount - 1, 0))
    }
}

/// How a value is judged, the usual ways told apart.
enum ValueCheck: UInt8, BitwiseCopyable {
    /// Every text is a value.
    case none
    /// One of a list of texts, and nothing else is asked.
    case enumeration
    case decimal, dateTime, duration, boolean
    /// Whatever the simple type says.
    case general

    init(_ type: SimpleType) {
        self = .general
        guard case .atomic(let builtin) = type.variety, type.patterns.isEmpty, type.bounds == nil else {
            return
        }
        switch builtin {
        case .anySimpleType, .string, .normalizedString, .token:
            self = type.enumeration == nil ? .none : .enumeration
        case .decimal where type.enumeration == nil: self = .decimal
        case .dateTime where type.enumeration == nil: self = .dateTime
        case .duration where type.enumeration == nil: self = .duration
        case .boolean where type.enumeration == nil: self = .boolean
        default: break
        }
    }
}
