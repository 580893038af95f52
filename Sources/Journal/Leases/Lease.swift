package import Operations

/// The right to decide for a site: one holder at a time.
///
/// What protects the stream is `token`, not the time: each acquisition gets a higher one, and a commit with an old
/// token is refused. `until` only says from when on somebody else may take the lease.
package struct Lease: Hashable, Sendable {
    package let site: String
    /// Names one process. A name that survives a restart lets the restarted process go on at once.
    package let holder: String
    /// The fencing token; counted from 1 per site.
    package let token: Int64
    package let until: Instant

    package init(site: String, holder: String, token: Int64, until: Instant) {
        self.site = site
        self.holder = holder
        self.token = token
        self.until = until
    }
}

extension Lease {
    /// Whether somebody may take the lease that stands like this.
    package func isFree(for other: String, at now: Instant, replacing dead: Lease?) -> Bool {
        holder == other || until <= now || dead == self
    }
}
