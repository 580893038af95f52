import Journal
import Operations
import Testing

@Suite struct ObjectRecognitionTests {
    /// A stamp of the message that comes in against the same stamp of the known version.
    enum Pair: CaseIterable {
        case older, newer, equal, oursMissing, theirsMissing, bothMissing

        /// The stamps as numbers: what comes in, what is known.
        var values: (Int64?, Int64?) {
            switch self {
            case .older: (1, 2)
            case .newer: (2, 1)
            case .equal: (1, 1)
            case .oursMissing: (nil, 1)
            case .theirsMissing: (1, nil)
            case .bothMissing: (nil, nil)
            }
        }

        var decides: ObjectRecognition? {
            switch self {
            case .older: .stale
            case .newer: .revision
            case .equal, .oursMissing, .theirsMissing, .bothMissing: nil
            }
        }
    }

    private func version(_ hash: String, _ created: Int64?, _ published: Int64?, _ text: Int64?)
        -> ObjectVersion
    {
        ObjectVersion(
            contentHash: hash, created: created.map(Instant.init(milliseconds:)),
            published: published.map(Instant.init(milliseconds:)), version: text.map(String.init))
    }

    /// 6 × 6 × 6 rows, with other and with equal content.
    @Test(arguments: Pair.allCases, Pair.allCases)
    func theFirstStampThatDecidesCounts(created: Pair, published: Pair) {
        for text in Pair.allCases {
            let coming = version("new", created.values.0, published.values.0, text.values.0)
            let known = version("old", created.values.1, published.values.1, text.values.1)
            let expected = created.decides ?? published.decides ?? text.decides ?? .conflict
            #expect(ObjectRecognition(of: coming, known: known) == expected, "Version \(text)")

            var equal = coming
            equal.contentHash = "old"
            #expect(ObjectRecognition(of: equal, known: known) == .unchanged, "Version \(text)")
            let after = equal.current(after: known, as: .unchanged)
            #expect(after == (expected == .revision ? equal : known), "Version \(text)")
        }
    }

    @Test func anUnknownObjectIsNew() {
        let coming = version("a", nil, nil, nil)
        #expect(ObjectRecognition(of: coming, known: nil) == .new)
        #expect(coming.current(after: nil, as: .new) == coming)
    }

    @Test(arguments: ObjectRecognition.allCases)
    func onlyNewAndRevisedVersionsReplaceTheKnownOne(recognition: ObjectRecognition) {
        let (coming, known) = (version("b", 1, nil, nil), version("a", 2, nil, nil))
        let replaces = recognition == .new || recognition == .revision
        #expect(coming.current(after: known, as: recognition) == (replaces ? coming : known))
    }

    struct VersionRow: Sendable {
        let older: String
        let newer: String
    }

    @Test(arguments: [
        VersionRow(older: "1", newer: "2"), VersionRow(older: "2", newer: "10"),
        VersionRow(older: "1.9", newer: "1.10"), VersionRow(older: "1", newer: "1.1"),
        VersionRow(older: "007", newer: "8"), VersionRow(older: "A", newer: "B"),
        VersionRow(older: "Rev 3", newer: "Rev 12"), VersionRow(older: " 3 ", newer: "4"),
        VersionRow(older: "99999999999999999999998", newer: "99999999999999999999999"),
        VersionRow(older: "V1A", newer: "V1B"), VersionRow(older: "2024-05-01", newer: "2024-11-01"),
    ])
    func versionsAreOrdered(_ row: VersionRow) {
        let (older, newer) = (text("x", row.older), text("y", row.newer))
        #expect(newer.age(against: older) == .newer)
        #expect(older.age(against: newer) == .older)
    }

    @Test(arguments: [
        VersionRow(older: "1", newer: "1"), VersionRow(older: "1", newer: "01"),
        VersionRow(older: "draft", newer: "2"), VersionRow(older: "draft", newer: "final"),
        VersionRow(older: "1.0", newer: "1.0-rc1"), VersionRow(older: "1", newer: "1A"),
        VersionRow(older: "", newer: "1"), VersionRow(older: " ", newer: ""),
        VersionRow(older: "1.", newer: "1"), VersionRow(older: "1.a", newer: "1"),
        VersionRow(older: "AB", newer: "AC"), VersionRow(older: "-", newer: "+"),
        VersionRow(older: "\u{663}", newer: "4"),
    ])
    func whatCannotBeOrderedIsLeftUndecided(_ row: VersionRow) {
        let (one, other) = (text("x", row.older), text("y", row.newer))
        #expect(one.age(against: other) == .undecided)
        #expect(other.age(against: one) == .undecided)
        #expect(ObjectRecognition(of: one, known: other) == .conflict)
    }

    private func text(_ hash: String, _ version: String) -> ObjectVersion {
        ObjectVersion(contentHash: hash, version: version)
    }

    @Test(arguments: [" 4711", "4711\t", "\r\n4711 ", "4711"])
    func blanksAtTheEndsOfAnIDDoNotCountAndAreKept(id: String) {
        let key = ObjectKey(partner: "p", noun: "n", id: id)
        let plain = ObjectKey(partner: "p", noun: "n", id: "4711")
        #expect(key == plain && key.hashValue == plain.hashValue)
        #expect(key.id == id)
    }

    @Test(arguments: ["04711", "4711.", "47 11", "\u{A0}4711", "4711\u{2003}", ""])
    func everythingElseCounts(id: String) {
        #expect(ObjectKey(partner: "p", noun: "n", id: id) != ObjectKey(partner: "p", noun: "n", id: "4711"))
    }
}
