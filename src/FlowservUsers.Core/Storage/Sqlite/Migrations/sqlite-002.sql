-- Schema version 2.

-- The keys that passwords are hashed with: the newest for new hashes, earlier ones until nobody's hash needs them. The value
-- of a key that is kept outside the database is null. An id is derived from the value, and tells nothing of it.
CREATE TABLE hashing_keys (
    number INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    value BLOB,
    created_at INTEGER NOT NULL
) STRICT;

-- Null for hashes of other systems, and for those whose key was given up.
ALTER TABLE users ADD COLUMN password_key_id TEXT REFERENCES hashing_keys (id) ON DELETE SET NULL;

-- Who did it: the account of the operating system and the machine; null for events of version 1, and where there is none.
ALTER TABLE audit_events ADD COLUMN account TEXT;
ALTER TABLE audit_events ADD COLUMN machine TEXT;
