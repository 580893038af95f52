import Adapter
import Testing

@testable import HTTPExchange

@Suite(.timeLimit(.minutes(1)))
struct AddressTests {
    /// Which addresses a name may lead to when nothing was said about networks.
    @Test(arguments: [
        ("10.1.2.3", true), ("172.16.0.1", true), ("192.168.0.1", true), ("8.8.8.8", true), ("fd00::1", true),
        ("2001:db8::1", true), ("127.0.0.1", false), ("127.255.0.1", false), ("::1", false),
        ("0.0.0.0", false),
        ("0.1.2.3", false), ("::", false), ("169.254.169.254", false), ("::ffff:169.254.169.254", false),
        ("::ffff:127.0.0.1", false), ("::ffff:10.0.0.1", true), ("::127.0.0.1", false), ("fe80::1", false),
        ("febf::1", false), ("fec0::1", true), ("64:ff9b::7f00:1", false), ("2002:7f00:1::", false),
        ("224.0.0.1", false), ("239.1.1.1", false), ("255.255.255.255", false), ("ff02::1", false),
    ])
    func addressesANameMayLeadTo(address: String, isAllowed: Bool) throws {
        let policy = AddressPolicy(networks: [], host: "erp.example")
        #expect(policy.allows(try #require(NetworkAddress(address))) == isAllowed)
    }

    @Test(arguments: [("localhost", true), ("127.0.0.1", true), ("[::1]", true), ("local.example", false)])
    func thisMachineHasToBeNamed(host: String, isAllowed: Bool) throws {
        let policy = AddressPolicy(networks: [], host: host)
        #expect(policy.allows(try #require(NetworkAddress("127.0.0.1"))) == isAllowed)
        #expect(policy.allows(try #require(NetworkAddress("::1"))) == isAllowed)
        #expect(!policy.allows(try #require(NetworkAddress("169.254.169.254"))))
    }

    @Test(arguments: [
        ("10.20.0.0/15", "10.21.255.255", true), ("10.20.0.0/15", "10.22.0.0", false),
        ("10.20.0.0/15", "::ffff:10.20.0.1", true), ("10.0.0.7", "10.0.0.7", true),
        ("10.0.0.7", "10.0.0.8", false),
        ("0.0.0.0/0", "127.0.0.1", true), ("0.0.0.0/0", "::1", false), ("fd00::/8", "fdff::1", true),
        ("fd00::/8", "fe00::1", false), ("169.254.0.0/16", "169.254.169.254", true),
    ])
    func networksAreTheOnlyAddresses(range: String, address: String, isAllowed: Bool) throws {
        let policy = AddressPolicy(networks: [try #require(AddressRange(range))], host: "localhost")
        #expect(policy.allows(try #require(NetworkAddress(address))) == isAllowed)
    }

    @Test(arguments: [
        "", "10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8/8", "::/129", "x/8",
    ])
    func whatIsNoRangeIsNotRead(_ text: String) {
        #expect(AddressRange(text) == nil)
    }

    /// The host is configured, its address is not: no socket is opened.
    @Test(arguments: ["http://169.254.169.254", "http://0.0.0.0", "http://[::ffff:169.254.169.254]"])
    func aConfiguredHostAtAForbiddenAddressIsNotSent(base: String) async throws {
        #expect(try await Bench(base).send().notSent?.kind == .destinationNotAllowed)
    }

    @Test func aHostOutsideItsNetworksIsNotSent() async throws {
        let simulator = EndpointSimulator(erp: answering())
        try await simulator.whileRunning { base in
            for (network, isSent) in [("10.0.0.0/8", false), ("127.0.0.0/8", true)] {
                let range = try #require(AddressRange(network))
                let endpoint = try Endpoint(name: "erp", url: base, allowsPlainHTTP: true, networks: [range])
                let transport = try CurlTransport(endpoints: [endpoint])
                let outcome = await transport.send(TransportRequest(url: base + "/b2mml", limits: .short))
                #expect((outcome.reply?.status == 200) == isSent)
                #expect((outcome.notSent?.kind == .destinationNotAllowed) == !isSent)
            }
        }
        #expect(await simulator.ledger.entries.count == 1)
    }
}
