import Journal
import Operations
import TestSupport
import Testing

@Suite struct MessageIdentityTests {
    private func identity(bodID: String?, sender: String? = "ERP", creation: String?) -> MessageIdentity {
        MessageIdentity(
            partner: "acme", bodID: bodID, sender: sender, creation: creation, root: "SyncX", contentHash: "h"
        )
    }

    @Test(arguments: ["B-1", " B-1", "0"])
    func theBODIDIsTheIdentityWhereThereIsOne(bodID: String) {
        #expect(identity(bodID: bodID, creation: "2024-01-01T00:00:00Z") == .bod(partner: "acme", id: bodID))
        #expect(identity(bodID: bodID, creation: nil) == .bod(partner: "acme", id: bodID))
    }

    @Test(arguments: [nil, "", " ", "\t\r\n"])
    func withoutABODIDItIsSenderCreationAndRoot(bodID: String?) {
        #expect(
            identity(bodID: bodID, creation: "2024-01-01T00:00:00Z")
                == .creation(partner: "acme", sender: "ERP", creation: "2024-01-01T00:00:00Z", root: "SyncX"))
        #expect(
            identity(bodID: bodID, sender: nil, creation: "x")
                == .creation(partner: "acme", sender: "", creation: "x", root: "SyncX"))
    }

    @Test(arguments: [nil, "", " \n"])
    func withoutBothTheContentIsTheIdentity(creation: String?) {
        let bare = identity(bodID: nil, creation: creation)
        #expect(bare == .content(partner: "acme", root: "SyncX", hash: "h"))
        #expect(bare.partner == "acme")
    }

    @Test func identitiesAreComparedCodeForCode() {
        let composed = MessageIdentity.bod(partner: "p", id: "\u{E9}")
        let decomposed = MessageIdentity.bod(partner: "p", id: "e\u{301}")
        #expect("\u{E9}" == "e\u{301}")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed, composed]).count == 2)
        #expect(MessageIdentity.bod(partner: "ab", id: "c") != .bod(partner: "a", id: "bc"))
    }

    /// Every state of a known message against equal and other content.
    @Test(arguments: InboxState.allCases, [true, false])
    func aKnownMessageIsContinuedRepeatedOrContradicted(state: InboxState, isEqual: Bool) {
        let cursor = RecordCursor(committed: 3, of: 9)
        let id = MessageID(rawValue: 7)
        let known = InboxMessage(
            id, JournalSamples.received("A"),
            MessageProgress(state, cursor: cursor, outcome: state == .receiving ? nil : .imported),
            at: JournalSamples.time(1))
        let expected: MessageRecognition =
            switch (isEqual, state) {
            case (false, _): .conflict(id)
            case (true, .receiving): .resume(id, cursor)
            case (true, .acknowledged), (true, .refused), (true, .held): .duplicate(id)
            }
        let hash = isEqual ? known.contentHash : "other"
        #expect(MessageRecognition(contentHash: hash, known: known) == expected)
    }

    @Test func anUnknownMessageIsNew() {
        #expect(MessageRecognition(contentHash: "h", known: nil) == .new)
    }
}
