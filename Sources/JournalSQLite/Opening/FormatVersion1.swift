/// The tables of format version 1.
///
/// Times are milliseconds since 1970 UTC. Hashes are SHA-256, hexadecimal. Words (`state`, `kind`, …) are the raw
/// values of the types of the same name. Nothing that came in is ever changed: rows that move have their bytes in
/// `contents`, so that a change of state does not write them again.
let formatVersion1 = """
    PRAGMA application_id = \(JournalFormat.applicationID);

    CREATE TABLE journal_format (version INTEGER NOT NULL) STRICT;
    INSERT INTO journal_format VALUES (1);

    -- A stream and the lease to write it. position: of its last event. lease_holder: null when nobody holds it.
    CREATE TABLE sites (
        site_id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        position INTEGER NOT NULL,
        lease_token INTEGER NOT NULL,
        lease_holder TEXT,
        lease_until INTEGER NOT NULL
    ) STRICT;

    -- Bytes in pieces; start is the offset of the piece. Empty contents have no id.
    CREATE TABLE contents (
        content_id INTEGER NOT NULL,
        start INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (content_id, start)
    ) STRICT;

    -- identity_value: BODID, CreationDateTime or content hash, by identity_kind; sender and root are empty where
    -- they are no part of the identity.
    CREATE TABLE inbox (
        message_id INTEGER PRIMARY KEY,
        identity_kind TEXT NOT NULL CHECK (identity_kind IN ('bod', 'creation', 'content')),
        partner TEXT NOT NULL,
        identity_value TEXT NOT NULL,
        sender TEXT NOT NULL,
        root TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        size INTEGER NOT NULL,
        content_id INTEGER,
        origin TEXT NOT NULL,
        received_at INTEGER NOT NULL,
        in_force TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('receiving', 'acknowledged', 'refused', 'held')),
        committed INTEGER NOT NULL,
        total INTEGER,
        outcome TEXT,
        answer BLOB,
        changed_at INTEGER NOT NULL,
        UNIQUE (identity_value, partner, identity_kind, sender, root)
    ) STRICT;
    CREATE INDEX inbox_by_state ON inbox (state, message_id);

    -- One row for the findings of one commit, a JSON array.
    CREATE TABLE inbox_findings (
        message_id INTEGER NOT NULL REFERENCES inbox,
        number INTEGER NOT NULL,
        findings TEXT NOT NULL,
        PRIMARY KEY (message_id, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE deliveries (
        delivery_id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('first', 'resumed', 'duplicate', 'conflict', 'refused')),
        partner TEXT NOT NULL,
        origin TEXT NOT NULL,
        received_at INTEGER NOT NULL,
        content_hash TEXT NOT NULL,
        message_id INTEGER REFERENCES inbox,
        outcome TEXT,
        findings TEXT NOT NULL,
        size INTEGER,
        content_id INTEGER
    ) STRICT;
    CREATE INDEX deliveries_by_message ON deliveries (message_id, delivery_id) WHERE message_id IS NOT NULL;

    -- matching_id: the ID without the blanks at its ends.
    CREATE TABLE objects (
        partner TEXT NOT NULL,
        noun TEXT NOT NULL,
        matching_id TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        created INTEGER,
        published INTEGER,
        version TEXT,
        PRIMARY KEY (matching_id, noun, partner)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE object_history (
        entry_id INTEGER PRIMARY KEY,
        partner TEXT NOT NULL,
        noun TEXT NOT NULL,
        object_id TEXT NOT NULL,
        matching_id TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        created INTEGER,
        published INTEGER,
        version TEXT,
        recognition TEXT NOT NULL
            CHECK (recognition IN ('new', 'unchanged', 'revision', 'stale', 'conflict')),
        message_id INTEGER REFERENCES inbox,
        recorded_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX object_history_by_id ON object_history (matching_id, entry_id);

    CREATE TABLE events (
        event_id INTEGER PRIMARY KEY,
        site_id INTEGER NOT NULL REFERENCES sites,
        position INTEGER NOT NULL,
        domain TEXT NOT NULL,
        activity TEXT NOT NULL,
        type TEXT NOT NULL,
        format_version INTEGER NOT NULL,
        key TEXT,
        payload BLOB NOT NULL,
        at INTEGER NOT NULL,
        recorded_at INTEGER NOT NULL,
        message_id INTEGER REFERENCES inbox,
        causation INTEGER,
        correlation TEXT,
        UNIQUE (site_id, position)
    ) STRICT;
    CREATE INDEX events_by_key ON events (key, event_id) WHERE key IS NOT NULL;

    CREATE TABLE snapshots (
        site_id INTEGER NOT NULL REFERENCES sites,
        position INTEGER NOT NULL,
        format_version INTEGER NOT NULL,
        payload BLOB NOT NULL,
        PRIMARY KEY (site_id, position)
    ) STRICT;

    -- waits: 1 while an earlier row of the same partner and key is open. due_at: null when nothing is to be done.
    CREATE TABLE outbox (
        outbox_id INTEGER PRIMARY KEY,
        partner TEXT NOT NULL,
        endpoint TEXT NOT NULL,
        key TEXT,
        root TEXT NOT NULL,
        verb TEXT,
        noun TEXT,
        bod_id TEXT,
        content_hash TEXT NOT NULL,
        size INTEGER NOT NULL,
        content_id INTEGER,
        message_id INTEGER REFERENCES inbox,
        created_at INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (
            state IN ('pending', 'sending', 'unknown', 'parked', 'delivered', 'rejected', 'abandoned')),
        waits INTEGER NOT NULL CHECK (waits IN (0, 1)),
        attempts INTEGER NOT NULL,
        due_at INTEGER,
        is_uncertain INTEGER NOT NULL CHECK (is_uncertain IN (0, 1)),
        owner TEXT,
        last_error TEXT,
        reply BLOB,
        changed_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX outbox_due ON outbox (due_at, outbox_id) WHERE due_at IS NOT NULL AND waits = 0;
    CREATE INDEX outbox_queues ON outbox (key, partner, outbox_id)
        WHERE key IS NOT NULL AND state IN ('pending', 'sending', 'unknown', 'parked');
    CREATE INDEX outbox_by_state ON outbox (state, outbox_id);
    CREATE INDEX outbox_by_key ON outbox (key, outbox_id) WHERE key IS NOT NULL;
    CREATE INDEX outbox_by_bod_id ON outbox (bod_id, outbox_id) WHERE bod_id IS NOT NULL;

    CREATE TABLE outbox_attempts (
        attempt_id INTEGER PRIMARY KEY,
        outbox_id INTEGER NOT NULL REFERENCES outbox,
        attempt INTEGER NOT NULL,
        at INTEGER NOT NULL,
        actor TEXT NOT NULL,
        result TEXT NOT NULL,
        is_late INTEGER NOT NULL CHECK (is_late IN (0, 1)),
        reason TEXT
    ) STRICT;
    CREATE INDEX outbox_attempts_by_row ON outbox_attempts (outbox_id, attempt_id);
    """
