-- Schema version 2, the same as the one of SQLite. Each statement can be run again.

-- The keys that passwords are hashed with: the newest for new hashes, earlier ones until nobody's hash needs them. The value
-- of a key that is kept outside the database is null. An id is derived from the value, and tells nothing of it.
CREATE TABLE IF NOT EXISTS hashing_keys (
    number BIGINT NOT NULL PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL UNIQUE,
    value BYTEA,
    created_at BIGINT NOT NULL
);

-- Null for hashes of other systems, and for those whose key was given up.
ALTER TABLE users ADD COLUMN IF NOT EXISTS password_key_id TEXT COLLATE "C" REFERENCES hashing_keys (id) ON DELETE SET NULL;

-- Who did it: the account of the operating system and the machine; null for events of version 1, and where there is none.
ALTER TABLE audit_events ADD COLUMN IF NOT EXISTS account TEXT;
ALTER TABLE audit_events ADD COLUMN IF NOT EXISTS machine TEXT;
