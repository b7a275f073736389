-- Two roles, each to be granted to the logins that need it: GRANT flowserv_app TO webshop;
--   flowserv_app     does all that the cmdlets do in daily use. Audit events it can only add, and remove once their time of
--                    retention is over. The keys it can only read. What creates, migrates or fills a database is the owner's.
--   flowserv_report  reads who there is and what has happened, but no hash and no key.
DO $roles$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'flowserv_app') THEN
        CREATE ROLE flowserv_app NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'flowserv_report') THEN
        CREATE ROLE flowserv_report NOLOGIN;
    END IF;
END $roles$;

REVOKE ALL ON SCHEMA flowserv FROM PUBLIC;
GRANT USAGE ON SCHEMA flowserv TO flowserv_app, flowserv_report;
GRANT SELECT ON flowserv.schema_version, flowserv.settings, flowserv.audit_events TO flowserv_app, flowserv_report;

GRANT SELECT, INSERT, UPDATE, DELETE ON flowserv.users, flowserv.sessions, flowserv.password_resets, flowserv.unknown_logins TO flowserv_app;
GRANT INSERT, UPDATE ON flowserv.settings TO flowserv_app;
GRANT SELECT ON flowserv.hashing_keys TO flowserv_app;
GRANT INSERT, DELETE ON flowserv.audit_events TO flowserv_app;
GRANT USAGE ON SEQUENCE flowserv.audit_event_counts TO flowserv_app;

ALTER TABLE flowserv.audit_events ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS read_all ON flowserv.audit_events;
DROP POLICY IF EXISTS add ON flowserv.audit_events;
DROP POLICY IF EXISTS remove_expired ON flowserv.audit_events;
CREATE POLICY read_all ON flowserv.audit_events FOR SELECT USING (true);
CREATE POLICY add ON flowserv.audit_events FOR INSERT TO flowserv_app WITH CHECK (true);
CREATE POLICY remove_expired ON flowserv.audit_events FOR DELETE TO flowserv_app USING (
    occurred_at < CAST(1000 * extract(epoch FROM now()) AS bigint)
        - coalesce((SELECT value FROM flowserv.settings WHERE name = 'AuditRetention'), @retention));

GRANT SELECT (username_key, id, username, status, created_at, activated_at, last_login_at, password_changed_at, failed_logins, locked_until)
    ON flowserv.users TO flowserv_report;
GRANT SELECT (id, user_id, label, key_prefix, created_at, last_used_at, expires_at) ON flowserv.sessions TO flowserv_report;
GRANT SELECT (user_id, created_at, expires_at) ON flowserv.password_resets TO flowserv_report;
GRANT SELECT (failed_logins, last_failed_at, locked_until) ON flowserv.unknown_logins TO flowserv_report;
