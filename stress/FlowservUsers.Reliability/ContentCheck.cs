using System.Data.Common;

namespace FlowservUsers.Reliability;

/// <summary>Looks at the rows of a database without the code under test: does each have what belongs to it?</summary>
internal static class ContentCheck
{
    private static readonly (string Problem, string Sql)[] Rules =
    [
        ("users without a registration event", """
            SELECT count(*) FROM users WHERE (SELECT count(*) FROM audit_events WHERE user_id = users.id AND type IN ('UserRegistered', 'UserImported')) <> 1
            """),
        ("registration events without a user", """
            SELECT count(*) FROM audit_events registered WHERE type = 'UserRegistered' AND user_id NOT IN (SELECT id FROM users)
              AND NOT EXISTS (SELECT 1 FROM audit_events WHERE user_id = registered.user_id AND type = 'UserUnregistered')
            """),
        ("sessions without a login event", """
            SELECT count(*) FROM sessions WHERE NOT EXISTS (
                SELECT 1 FROM audit_events WHERE user_id = sessions.user_id AND type = 'LoginSucceeded' AND detail = 'session ' || sessions.id)
            """),
        ("logins whose session disappeared without a reason", """
            SELECT count(*) FROM audit_events login WHERE type = 'LoginSucceeded'
              AND substr(detail, 9) NOT IN (SELECT id FROM sessions)
              AND NOT EXISTS (SELECT 1 FROM audit_events WHERE user_id = login.user_id AND id > login.id AND (
                  type IN ('PasswordReset', 'PasswordChanged', 'UserDisabled', 'UserUnregistered')
                  OR (type IN ('LoggedOut', 'SessionRevoked') AND (detail = login.detail OR detail LIKE 'all sessions%'))))
            """),
        ("passwords newer than their last change event", """
            SELECT count(*) FROM users WHERE password_changed_at <> (SELECT max(occurred_at) FROM audit_events
                WHERE user_id = users.id AND type IN ('UserRegistered', 'UserImported', 'PasswordReset', 'PasswordChanged'))
            """),
        ("reset requests without an event", """
            SELECT count(*) FROM password_resets WHERE user_id IN (SELECT id FROM users) AND NOT EXISTS (
                SELECT 1 FROM audit_events WHERE user_id = password_resets.user_id AND type = 'PasswordResetRequested' AND occurred_at = created_at)
            """),
        ("logins that the user row does not record", """
            SELECT count(*) FROM users WHERE coalesce(last_login_at, 0) <> coalesce(
                (SELECT max(occurred_at) FROM audit_events WHERE user_id = users.id AND type = 'LoginSucceeded'), 0)
            """),
    ];

    public static void Run(DbConnection connection, Report report)
    {
        foreach ((string problem, string sql) in Rules)
        {
            long count = (long)Scalar(connection, sql);
            report.Check(count == 0, $"{count} {problem}");
        }
    }

    /// <summary>The one value of a query.</summary>
    public static object Scalar(DbConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }
}
