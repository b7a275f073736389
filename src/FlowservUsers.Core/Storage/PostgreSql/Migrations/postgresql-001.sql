-- Schema version 1, the same as the one of SQLite. Text that is compared has the collation "C", the order of code points.
-- Each statement can be run again: not every engine that speaks the protocol undoes these with a transaction.

CREATE TABLE IF NOT EXISTS settings (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value BIGINT
);

-- The key that passwords are hashed with.
CREATE TABLE IF NOT EXISTS secret_keys (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value BYTEA NOT NULL
);

-- Ordered by the key for comparison, so that listings and prefix queries are range scans.
CREATE TABLE IF NOT EXISTS users (
    username_key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL UNIQUE,
    username TEXT COLLATE "C" NOT NULL,
    status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 2),
    password_scheme TEXT COLLATE "C" NOT NULL,
    password_hash TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    activated_at BIGINT,
    last_login_at BIGINT,
    password_changed_at BIGINT NOT NULL,
    failed_logins BIGINT NOT NULL DEFAULT 0,
    locked_until BIGINT
);

-- Failed logins with names that nobody has, under a keyed hash: what is typed as a name can be a password.
CREATE TABLE IF NOT EXISTS unknown_logins (
    name_hash BYTEA NOT NULL PRIMARY KEY,
    failed_logins BIGINT NOT NULL,
    last_failed_at BIGINT NOT NULL,
    locked_until BIGINT
);

CREATE INDEX IF NOT EXISTS unknown_logins_by_time ON unknown_logins (last_failed_at);

CREATE TABLE IF NOT EXISTS sessions (
    key_hash BYTEA NOT NULL PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL UNIQUE,
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    label TEXT,
    key_prefix TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS sessions_by_user ON sessions (user_id, last_used_at);
CREATE INDEX IF NOT EXISTS sessions_by_expiry ON sessions (expires_at);

-- No reference to users: a request for a name that nobody has is kept as any other, so that the time does not tell.
CREATE TABLE IF NOT EXISTS password_resets (
    user_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    request_hash BYTEA NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS password_resets_by_expiry ON password_resets (expires_at);

-- Kept when a user is deleted: no reference to users. An id is the time and a count within its millisecond, so that a span
-- of time is a range of ids. No index by type: every write would pay for a listing that is rare and mostly of a time.
CREATE TABLE IF NOT EXISTS audit_events (
    id BIGINT NOT NULL PRIMARY KEY,
    occurred_at BIGINT NOT NULL CHECK (occurred_at = id >> 15),
    type TEXT COLLATE "C" NOT NULL,
    user_id TEXT COLLATE "C",
    username TEXT COLLATE "C",
    detail TEXT
);

CREATE SEQUENCE IF NOT EXISTS audit_event_counts;
CREATE INDEX IF NOT EXISTS audit_events_by_user ON audit_events (user_id, id);
