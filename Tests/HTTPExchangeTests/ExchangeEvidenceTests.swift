import Adapter
import Testing

@testable import HTTPExchange

struct ExchangeEvidenceTests {
    /// Whatever libcurl says: a byte that was written cannot be taken back.
    @Test(arguments: UInt32(1)...99)
    func aWrittenByteMakesEveryResultAmbiguous(result: UInt32) {
        #expect(ExchangeEvidence(result: result, requestBytes: 1, bodyBytes: 0).isAmbiguous)
        #expect(ExchangeEvidence(result: result, requestBytes: 0, bodyBytes: 1).isAmbiguous)
    }

    /// The numbers are libcurl's and part of its interface; written out here, they check the table's names.
    static let withoutBytes: [(UInt32, String, TransportFault.Kind, Bool)] = [
        (5, "COULDNT_RESOLVE_PROXY", .nameNotResolved, false),
        (6, "COULDNT_RESOLVE_HOST", .nameNotResolved, false),
        (7, "COULDNT_CONNECT", .notConnected, false),
        (35, "SSL_CONNECT_ERROR", .tlsFailed, false),
        (60, "PEER_FAILED_VERIFICATION", .notTrusted, false),
        (90, "SSL_PINNEDPUBKEYNOTMATCH", .notTrusted, false),
        (77, "SSL_CACERT_BADFILE", .tlsMaterial, false),
        (28, "OPERATION_TIMEDOUT", .timedOut, false),
        (55, "SEND_ERROR", .connectionLost, false),
        (56, "RECV_ERROR", .connectionLost, false),
        (16, "HTTP2", .connectionLost, false),
        (27, "OUT_OF_MEMORY", .local, false),
        (97, "PROXY", .notConnected, false),
        // These cannot happen before a request: a count of nothing is not believed.
        (52, "GOT_NOTHING", .connectionLost, true),
        (18, "PARTIAL_FILE", .replyIncomplete, true),
        (23, "WRITE_ERROR", .replyTooLarge, true),
        (65, "SEND_FAIL_REWIND", .connectionLost, true),
        (8, "WEIRD_SERVER_REPLY", .replyNotUnderstood, true),
        (63, "FILESIZE_EXCEEDED", .replyTooLarge, true),
    ]

    @Test(arguments: withoutBytes)
    func withoutAByteTheResultDecides(
        result: UInt32, name: String, kind: TransportFault.Kind, isAmbiguous: Bool
    ) {
        let evidence = ExchangeEvidence(result: result, requestBytes: 0, bodyBytes: 0)
        #expect(evidence.row.kind == kind)
        #expect(evidence.isAmbiguous == isAmbiguous)
    }

    @Test func anUnknownResultIsAmbiguous() {
        #expect(ExchangeEvidence(result: 9999, requestBytes: 0, bodyBytes: 0).isAmbiguous)
        #expect(ExchangeEvidence.table[0] == nil)
    }
}
