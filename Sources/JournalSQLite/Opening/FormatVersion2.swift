/// From format version 1 to 2: a snapshot has entries that are read one by one, and changed in place; so there is one a
/// site, the newest. Shelves and keys are UTF-8, as bytes: a text would end at U+0000.
let formatVersion2 = """
    DELETE FROM snapshots WHERE position < (
        SELECT max(position) FROM snapshots AS newer WHERE newer.site_id = snapshots.site_id);

    CREATE TABLE snapshot_entries (
        site_id INTEGER NOT NULL REFERENCES sites,
        shelf BLOB NOT NULL,
        key BLOB NOT NULL,
        payload BLOB NOT NULL,
        PRIMARY KEY (site_id, shelf, key)
    ) STRICT;
    """
