-- A journal of format version 2, as the program that introduced it wrote JournalScenario. Never changed: newer programs must read it.
PRAGMA application_id = 1110592844;
BEGIN TRANSACTION;
CREATE TABLE journal_format (version INTEGER NOT NULL) STRICT;
INSERT INTO journal_format VALUES(2);
CREATE TABLE sites (
    site_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    lease_token INTEGER NOT NULL,
    lease_holder TEXT,
    lease_until INTEGER NOT NULL
) STRICT;
INSERT INTO sites VALUES(1,'Plant 1',3,1,'worker 1',1000);
INSERT INTO sites VALUES(2,'Plant 2',0,1,NULL,50);
CREATE TABLE contents (
    content_id INTEGER NOT NULL,
    start INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (content_id, start)
) STRICT;
INSERT INTO contents VALUES(1,0,X'3c53796e633ec3a43c2f53796e633e');
INSERT INTO contents VALUES(2,0,X'3c612f3e');
INSERT INTO contents VALUES(3,0,X'3c622f3e');
INSERT INTO contents VALUES(4,0,X'3c632f3e');
INSERT INTO contents VALUES(5,0,X'3c642f3e');
INSERT INTO contents VALUES(6,0,X'3c652f3e');
INSERT INTO contents VALUES(7,0,X'3c422f3e');
INSERT INTO contents VALUES(8,0,X'3c6f746865722f3e');
INSERT INTO contents VALUES(9,0,X'3c662f3e');
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
INSERT INTO inbox VALUES(1,'bod','acme','A','','','3c53796e633ec3a43c2f53796e633e',15,1,'orders/A.xml',5,'{"mappings":[{"hash":"cd","name":"acme/orders","version":"3"}],"schemas":{"hash":"ab","name":"V0700","version":"7.0.1"},"settings":{"hash":"01","name":"b2mml.yaml"},"tables":[{"hash":"ef","name":"units"}]}','acknowledged',2,2,'imported',X'3c436f6e6669726d424f442f3e',20);
INSERT INTO inbox VALUES(2,'content','acme','3c422f3e','','OperationsSchedule','3c422f3e',4,7,'orders/B.xml',5,'{"mappings":[{"hash":"cd","name":"acme/orders","version":"3"}],"schemas":{"hash":"ab","name":"V0700","version":"7.0.1"},"settings":{"hash":"01","name":"b2mml.yaml"},"tables":[{"hash":"ef","name":"units"}]}','receiving',1,NULL,NULL,NULL,21);
INSERT INTO inbox VALUES(3,'creation','acme','2024-01-01T00:00:00Z','ERP','SyncX','',0,NULL,'orders/C.xml',5,'{"mappings":[{"hash":"cd","name":"acme/orders","version":"3"}],"schemas":{"hash":"ab","name":"V0700","version":"7.0.1"},"settings":{"hash":"01","name":"b2mml.yaml"},"tables":[{"hash":"ef","name":"units"}]}','held',0,NULL,'held',NULL,22);
CREATE TABLE inbox_findings (
    message_id INTEGER NOT NULL REFERENCES inbox,
    number INTEGER NOT NULL,
    findings TEXT NOT NULL,
    PRIMARY KEY (message_id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO inbox_findings VALUES(1,1,'[{"code":"XSD-VALUE-3","expected":[],"message":"late","place":{"column":7,"line":3,"source":"a.xml"},"severity":"warning"}]');
INSERT INTO inbox_findings VALUES(2,1,'[{"code":"XSD-VALUE-3","expected":[],"message":"one","place":{"column":7,"line":3,"source":"a.xml"},"severity":"warning"}]');
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
INSERT INTO deliveries VALUES(1,'first','acme','orders/A.xml',5,'3c53796e633ec3a43c2f53796e633e',1,NULL,'[]',NULL,NULL);
INSERT INTO deliveries VALUES(2,'first','acme','orders/B.xml',5,'3c422f3e',2,NULL,'[]',NULL,NULL);
INSERT INTO deliveries VALUES(3,'first','acme','orders/C.xml',5,'',3,NULL,'[]',NULL,NULL);
INSERT INTO deliveries VALUES(4,'duplicate','acme','again.xml',30,'h',1,'duplicate','[]',NULL,NULL);
INSERT INTO deliveries VALUES(5,'conflict','acme','other.xml',31,'i',1,'conflict','[{"code":"XSD-VALUE-3","expected":[],"message":"other content","place":{"column":7,"line":3,"source":"a.xml"},"severity":"warning"}]',8,8);
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
INSERT INTO objects VALUES('acme','OperationsRequest','4711','v1',3,-2,'1.0');
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
INSERT INTO object_history VALUES(1,'acme','OperationsRequest','4711 ','4711','v1',3,-2,'1.0','new',1,20);
INSERT INTO object_history VALUES(2,'acme','OperationsRequest','4711','4711','old',1,NULL,NULL,'stale',1,20);
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
INSERT INTO events VALUES(1,1,1,'Production','Detailed scheduling','requestAccepted',1,'4711',X'7b2274797065223a22726571756573744163636570746564227d',1,20,1,NULL,NULL);
INSERT INTO events VALUES(2,1,2,'Quality','Dispatching','jobPlanned',1,'4711',X'7b2274797065223a226a6f62506c616e6e6564227d',1,20,1,1,NULL);
INSERT INTO events VALUES(3,1,3,'Production','Detailed scheduling','requestAccepted',1,'4712',X'7b2274797065223a22726571756573744163636570746564227d',1,21,2,NULL,NULL);
CREATE TABLE snapshots (
    site_id INTEGER NOT NULL REFERENCES sites,
    position INTEGER NOT NULL,
    format_version INTEGER NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (site_id, position)
) STRICT;
INSERT INTO snapshots VALUES(1,3,1,X'02');
CREATE TABLE snapshot_entries (
    site_id INTEGER NOT NULL REFERENCES sites,
    shelf BLOB NOT NULL,
    key BLOB NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (site_id, shelf, key)
) STRICT;
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
INSERT INTO outbox VALUES(1,'acme','erp','4711','SyncOperationsPerformance','Sync','OperationsPerformance','C-1','3c612f3e',4,2,1,20,'delivered',0,1,NULL,0,NULL,NULL,X'6f6b',41);
INSERT INTO outbox VALUES(2,'acme','erp','4711','SyncOperationsPerformance','Sync','OperationsPerformance',NULL,'3c622f3e',4,3,1,20,'sending',0,1,60,0,'worker 1',NULL,NULL,42);
INSERT INTO outbox VALUES(3,'acme','erp','4712','SyncOperationsPerformance','Sync','OperationsPerformance',NULL,'3c632f3e',4,4,1,20,'unknown',0,1,99,1,NULL,'no answer',NULL,41);
INSERT INTO outbox VALUES(4,'acme','erp',NULL,'SyncOperationsPerformance','Sync','OperationsPerformance',NULL,'3c642f3e',4,5,1,20,'rejected',0,1,NULL,0,NULL,'closed',NULL,41);
INSERT INTO outbox VALUES(5,'acme','erp','zero','SyncOperationsPerformance','Sync','OperationsPerformance',NULL,'3c652f3e',4,6,1,20,'abandoned',0,1,NULL,0,NULL,'poison',NULL,43);
INSERT INTO outbox VALUES(6,'zeta','erp',NULL,'SyncOperationsPerformance','Sync','OperationsPerformance',NULL,'3c662f3e',4,9,1,31,'pending',0,0,10,0,NULL,NULL,NULL,31);
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
INSERT INTO outbox_attempts VALUES(1,1,1,41,'worker 1','delivered',0,NULL);
INSERT INTO outbox_attempts VALUES(2,3,1,41,'worker 1','unknown',0,'no answer');
INSERT INTO outbox_attempts VALUES(3,4,1,41,'worker 1','rejected',0,'closed');
INSERT INTO outbox_attempts VALUES(4,5,1,41,'worker 1','parked',0,'poison');
INSERT INTO outbox_attempts VALUES(5,5,1,43,'Ada','abandonAsked',0,'closed by phone');
CREATE INDEX inbox_by_state ON inbox (state, message_id);
CREATE INDEX deliveries_by_message ON deliveries (message_id, delivery_id) WHERE message_id IS NOT NULL;
CREATE INDEX object_history_by_id ON object_history (matching_id, entry_id);
CREATE INDEX events_by_key ON events (key, event_id) WHERE key IS NOT NULL;
CREATE INDEX outbox_due ON outbox (due_at, outbox_id) WHERE due_at IS NOT NULL AND waits = 0;
CREATE INDEX outbox_queues ON outbox (key, partner, outbox_id)
    WHERE key IS NOT NULL AND state IN ('pending', 'sending', 'unknown', 'parked');
CREATE INDEX outbox_by_state ON outbox (state, outbox_id);
CREATE INDEX outbox_by_key ON outbox (key, outbox_id) WHERE key IS NOT NULL;
CREATE INDEX outbox_by_bod_id ON outbox (bod_id, outbox_id) WHERE bod_id IS NOT NULL;
CREATE INDEX outbox_attempts_by_row ON outbox_attempts (outbox_id, attempt_id);
COMMIT;
