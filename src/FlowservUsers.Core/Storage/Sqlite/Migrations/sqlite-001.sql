-- Schema version 1. Times are Unix milliseconds (UTC). Secrets other than passwords are stored as SHA-256.

CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value INTEGER
) STRICT, WITHOUT ROWID;

-- The key that passwords are hashed with.
CREATE TABLE secret_keys (
    name TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Ordered by the key for comparison, so that listings and prefix queries are range scans of the table itself.
CREATE TABLE users (
    username_key TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    username TEXT NOT NULL,
    status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 2),
    password_scheme TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    activated_at INTEGER,
    last_login_at INTEGER,
    password_changed_at INTEGER NOT NULL,
    failed_logins INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER
) STRICT, WITHOUT ROWID;

-- Failed logins with names that nobody has, under a keyed hash: what is typed as a name can be a password.
CREATE TABLE unknown_logins (
    name_hash BLOB NOT NULL PRIMARY KEY,
    failed_logins INTEGER NOT NULL,
    last_failed_at INTEGER NOT NULL,
    locked_until INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX unknown_logins_by_time ON unknown_logins (last_failed_at);

CREATE TABLE sessions (
    key_hash BLOB NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    label TEXT,
    key_prefix TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_user ON sessions (user_id, last_used_at);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- No reference to users: a request for a name that nobody has is kept as any other, so that the time does not tell.
CREATE TABLE password_resets (
    user_id TEXT NOT NULL PRIMARY KEY,
    request_hash BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX password_resets_by_expiry ON password_resets (expires_at);

-- Kept when a user is deleted: no reference to users. An id is the time and a count within its millisecond, so that a span
-- of time is a range of ids. No index by type: every write would pay for a listing that is rare and mostly of a time.
CREATE TABLE audit_events (
    id INTEGER PRIMARY KEY,
    occurred_at INTEGER NOT NULL CHECK (occurred_at = id >> 15),
    type TEXT NOT NULL,
    user_id TEXT,
    username TEXT,
    detail TEXT
) STRICT;

CREATE INDEX audit_events_by_user ON audit_events (user_id, id);
