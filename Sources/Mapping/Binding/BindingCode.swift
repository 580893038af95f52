import Diagnostics

/// The codes of this binding, with what each of them means.
enum BindingCode {
    /// Something in the document has no place in the domain values.
    static let unused: Code = "BIND-UNUSED-1"
    /// `xsi:nil`: read as absent, since the domain values do not tell the two apart.
    static let nilled: Code = "BIND-NIL-1"
    /// Something that has to be told apart from its like has no ID.
    static let missingID: Code = "BIND-ID-1"
    static let quantityNotANumber: Code = "BIND-QUANTITY-1"
    static let quantityWithoutNumber: Code = "BIND-QUANTITY-2"
    static let quantityNegative: Code = "BIND-QUANTITY-3"
    /// Several quantities of one unit that no key tells apart.
    static let quantityAmbiguous: Code = "BIND-QUANTITY-4"
    static let notANumber: Code = "BIND-NUMBER-1"
    /// A word that is not in its list.
    static let unknownWord: Code = "BIND-WORD-1"
    static let timeMalformed: Code = "BIND-TIME-1"
    static let timeWithoutZone: Code = "BIND-TIME-2"
    static let timeSkipped: Code = "BIND-TIME-3"
    static let timeTwice: Code = "BIND-TIME-4"
    /// Digits beyond the millisecond were cut off.
    static let timeCut: Code = "BIND-TIME-5"
    static let endsBeforeStart: Code = "BIND-TIME-6"
    /// Times that name no offset took the zone of the context.
    static let zoneTaken: Code = "BIND-ZONE-1"
    static let durationMalformed: Code = "BIND-DURATION-1"
    /// Years, months, or a fraction of a millisecond.
    static let durationNotExact: Code = "BIND-DURATION-2"
    static let durationNegative: Code = "BIND-DURATION-3"
    /// Something in a domain value has no place in the canonical form.
    static let lost: Code = "BIND-LOST-1"
    /// The schema is not the canonical one.
    static let schema: Code = "BIND-SCHEMA-1"
}
