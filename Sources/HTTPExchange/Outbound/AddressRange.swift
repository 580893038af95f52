import Foundation

/// A network address, 4 or 16 bytes. An IPv4 address written as IPv6 (`::ffff:a.b.c.d`) is the IPv4 address.
struct NetworkAddress: Hashable {
    let bytes: [UInt8]

    private static let mappedPrefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]

    /// Nil for any other number of bytes.
    init?(_ bytes: [UInt8]) {
        switch bytes.count {
        case 4: self.bytes = bytes
        case 16 where bytes.starts(with: Self.mappedPrefix): self.bytes = Array(bytes.suffix(4))
        case 16: self.bytes = bytes
        default: return nil
        }
    }

    init?(_ text: String) {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 {
            self.init(Array(bytes.prefix(4)))
        } else if inet_pton(AF_INET6, text, &bytes) == 1 {
            self.init(bytes)
        } else {
            return nil
        }
    }
}

/// Network addresses with a common beginning: `10.20.0.0/16`, `fd00::/8`, or one address.
package struct AddressRange: Sendable, Hashable {
    private let prefix: [UInt8]
    /// Of the prefix.
    private let bits: Int

    /// Nil for what is no address with an optional number of bits, and for bits beyond the address.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = NetworkAddress(String(first)) else { return nil }
        let all = address.bytes.count * 8
        guard let bits = parts.count == 2 ? Int(parts[1]) : all, (0...all).contains(bits) else { return nil }
        prefix = address.bytes
        self.bits = bits
    }

    func contains(_ address: NetworkAddress) -> Bool {
        guard address.bytes.count == prefix.count else { return false }
        let whole = bits / 8
        guard address.bytes.prefix(whole) == prefix.prefix(whole) else { return false }
        guard bits % 8 > 0 else { return true }
        let mask = ~(UInt8.max >> UInt8(bits % 8))
        return address.bytes[whole] & mask == prefix[whole] & mask
    }
}

/// Which addresses a configured name may lead to: a name server is not part of the configuration.
struct AddressPolicy: Hashable {
    /// Only these, where there are any.
    let networks: [AddressRange]
    /// Whether the configured host is this machine by its own spelling.
    let isLocalHost: Bool

    private static let loopback = ["127.0.0.0/8", "::1"].compactMap(AddressRange.init)
    /// Unspecified (which connects to this machine), link-local (where clouds keep their metadata), multicast
    /// and broadcast, and the IPv6 forms that carry an IPv4 address past these rules.
    private static let neverByName = [
        "0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "255.255.255.255", "::", "fe80::/10", "ff00::/8",
        "::/96",
        "64:ff9b::/96", "2002::/16",
    ].compactMap(AddressRange.init)

    init(networks: [AddressRange], host: String) {
        self.networks = networks
        let literal = NetworkAddress(host.trimmingCharacters(in: CharacterSet(charactersIn: "[]")))
        let isLoopback = literal.map { address in Self.loopback.contains { $0.contains(address) } } ?? false
        isLocalHost = host == "localhost" || isLoopback
    }

    /// Without networks: private addresses are allowed, since plants are made of them; this machine only where
    /// it was named.
    func allows(_ address: NetworkAddress) -> Bool {
        func lies(in ranges: [AddressRange]) -> Bool { ranges.contains { $0.contains(address) } }
        guard networks.isEmpty else { return lies(in: networks) }
        if lies(in: Self.loopback) { return isLocalHost }
        return !lies(in: Self.neverByName)
    }
}
