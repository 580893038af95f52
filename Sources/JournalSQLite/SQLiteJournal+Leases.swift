import GRDB
package import Journal
package import Operations

/// A site's row: its number, its position, and the lease as it stands.
struct SiteRow {
    let id: Int64
    let position: EventPosition
    let token: Int64
    let holder: String?
    let until: Instant

    func lease(of site: String) -> Lease? {
        holder.map { Lease(site: site, holder: $0, token: token, until: until) }
    }

    func isHeld(under lease: Lease) -> Bool {
        holder == lease.holder && token == lease.token
    }
}

extension Database {
    func site(_ name: String) throws -> SiteRow? {
        try row(
            "SELECT site_id, position, lease_token, lease_holder, lease_until FROM sites WHERE name = ?",
            [name]
        ) { row in
            SiteRow(
                id: try row.next(), position: EventPosition(rawValue: try row.next()), token: try row.next(),
                holder: try row.next(), until: try row.instant())
        }
    }

    /// The site of a lease that is still the caller's.
    func site(under lease: Lease) throws -> SiteRow {
        guard let site = try site(lease.site), site.isHeld(under: lease) else {
            throw JournalError.leaseLost(site: lease.site)
        }
        return site
    }
}

extension SQLiteJournal {
    package func acquireLease(
        of site: String, by holder: String, at now: Instant, until: Instant, replacing dead: Lease?
    ) async throws(JournalError) -> Lease {
        try await write { db in
            let found = try db.site(site)
            if let held = found?.lease(of: site), !held.isFree(for: holder, at: now, replacing: dead) {
                throw JournalError.leaseHeld(site: site, by: held.holder, until: held.until)
            }
            let lease = Lease(site: site, holder: holder, token: (found?.token ?? 0) + 1, until: until)
            try db.run(
                """
                INSERT INTO sites (name, position, lease_token, lease_holder, lease_until) VALUES (?, 0, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET lease_token = excluded.lease_token,
                    lease_holder = excluded.lease_holder, lease_until = excluded.lease_until
                """, [site, lease.token, holder, until.milliseconds])
            return lease
        }
    }

    package func renew(_ lease: Lease, until: Instant) async throws(JournalError) -> Lease {
        try await write { db in
            let site = try db.site(under: lease)
            try db.run("UPDATE sites SET lease_until = ? WHERE site_id = ?", [until.milliseconds, site.id])
            return Lease(site: lease.site, holder: lease.holder, token: lease.token, until: until)
        }
    }

    package func release(_ lease: Lease) async throws(JournalError) {
        try await write { db in
            try db.run(
                """
                UPDATE sites SET lease_holder = NULL
                WHERE name = ? AND lease_holder = ? AND lease_token = ?
                """, [lease.site, lease.holder, lease.token])
        }
    }

    package func lease(of site: String) async throws(JournalError) -> Lease? {
        try await read { db in try db.site(site)?.lease(of: site) }
    }
}
