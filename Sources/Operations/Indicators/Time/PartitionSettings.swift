/// What a site decides about its time model.
package struct PartitionSettings: Hashable, Sendable, Codable {
    /// A stop shorter than this is a minor one.
    package var minorStop: TimeSpan
    /// How long a signal holds without a next one; after that the state is unknown.
    package var signalTimeout: TimeSpan
    /// A claim longer than this is refused: somebody forgot to end it, or mistook the century.
    package var longestClaim: TimeSpan

    package init(
        minorStop: TimeSpan = TimeSpan(milliseconds: 120_000),
        signalTimeout: TimeSpan = TimeSpan(milliseconds: 120_000),
        longestClaim: TimeSpan = TimeSpan(milliseconds: 400 * 86_400_000)
    ) {
        self.minorStop = minorStop
        self.signalTimeout = signalTimeout
        self.longestClaim = longestClaim
    }
}
