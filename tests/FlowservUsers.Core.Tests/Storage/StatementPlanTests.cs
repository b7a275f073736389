using System.Reflection;
using FlowservUsers.Storage;
using FlowservUsers.Storage.Copying;
using FlowservUsers.Storage.Sql;
using FlowservUsers.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FlowservUsers.Core.Tests.Storage;

/// <summary>How the database finds what each statement of the store asks for: never by looking at every row of a table that grows.</summary>
public sealed class StatementPlanTests : IDisposable
{
    // The statements that may scan a table, with the reason.
    private static readonly Dictionary<string, string> MayScan = new()
    {
        ["SELECT password_scheme, password_hash FROM users WHERE password_scheme <> @current"] = "housekeeping, after hashes were taken over",
        ["SELECT count(*) FROM sqlite_master"] = "a dozen tables and indexes",
        ["SELECT name, value FROM settings"] = "a dozen settings",
        ["SELECT password_key_id, count(*) FROM users WHERE password_key_id IS NOT NULL GROUP BY password_key_id"] = "counts all of them",
        [$"SELECT {UserColumns.List} FROM users WHERE password_key_id = @key ORDER BY username_key"] = "once in the life of a key",
        ["UPDATE users SET password_scheme = @none, password_hash = '', password_key_id = NULL WHERE password_key_id = @key"] = "once in the life of a key",
        ["SELECT count(*) FROM unknown_logins"] = "10,000 names at most",
        ["DELETE FROM unknown_logins WHERE name_hash IN ( SELECT name_hash FROM unknown_logins WHERE name_hash <> @newest ORDER BY last_failed_at LIMIT @surplus)"] =
            "in the order of the index, and ended by the limit",
        ["SELECT count(*) FROM sessions WHERE expires_at <= @now OR last_used_at <= @idle"] = "housekeeping, now and then",
        ["DELETE FROM sessions WHERE key_hash IN (SELECT key_hash FROM sessions WHERE expires_at <= @now OR last_used_at <= @idle LIMIT 1000)"] =
            "housekeeping, now and then, and ended by the limit",
    };

    // What is about every row there is.
    private static readonly string[] WholeDatabase = [nameof(IUserStore.Backup), nameof(IUserStore.CopyTo), nameof(IUserStore.DiscardIfUnused)];
    private const string OfCopy = $"DELETE FROM {CopiedTable.Keys}";

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteUserStore _store;
    private readonly StoreExercise _exercise;

    public StatementPlanTests()
    {
        _store = SqliteUserStore.Open(_folder.File("users.db"), create: true, TimeSpan.FromSeconds(30), CancellationToken.None);
        _exercise = new StoreExercise(_store);
        _exercise.Run();
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Every_operation_of_the_store_is_exercised() => Assert.Equal(
        typeof(IUserStore).GetMethods().Where(method => !method.IsSpecialName).Select(method => method.Name)
            .Except(WholeDatabase).Distinct().Order(),
        _exercise.Operations.Keys.Order());

    [Fact]
    public void Every_statement_in_the_code_is_exercised()
    {
        string[] run = [.. Statements];
        string[] written = [.. SqlLiterals.In(typeof(SqlUserStore)).Except([OfCopy])];
        Assert.NotEmpty(written);
        Assert.All(written, literal => Assert.Contains(run, statement => statement.Contains(literal, StringComparison.Ordinal)));
    }

    [Fact]
    public void No_statement_scans_a_growing_table()
    {
        IEnumerable<string> scans =
            from statement in Statements
            // A database has one or two keys.
            where !statement.Contains(CopiedTable.Keys, StringComparison.Ordinal)
            from step in Plan(statement)
            where step.StartsWith("SCAN", StringComparison.Ordinal) && !MayScan.ContainsKey(OnOneLine(statement))
            select $"{OnOneLine(statement)}: {step}";
        Assert.Equal("", string.Join(Environment.NewLine, scans));
    }

    [Fact]
    public void Statements_that_may_scan_a_table_do_so() => Assert.All(MayScan.Keys, allowed => Assert.Contains(
        Statements,
        statement => OnOneLine(statement) == allowed && Plan(statement).Any(step => step.StartsWith("SCAN", StringComparison.Ordinal))));

    [Fact]
    public void The_users_of_a_listing_are_not_sorted_but_read_in_order() => Assert.All(
        Statements.Where(statement => statement.Contains("ORDER BY users.username_key", StringComparison.Ordinal)),
        statement => Assert.DoesNotContain(Plan(statement), step => step.Contains("TEMP B-TREE", StringComparison.Ordinal)));

    [Fact]
    public void The_events_of_a_user_are_found_by_the_user_whatever_else_is_asked_for() => Assert.All(
        Statements.Where(statement => statement.Contains("audit_events WHERE", StringComparison.Ordinal) && statement.Contains("user_id = @user", StringComparison.Ordinal)),
        statement => Assert.Contains(Plan(statement), step => step.Contains("audit_events_by_user", StringComparison.Ordinal)));

    // But for those that make the tables.
    private IEnumerable<string> Statements => _store.Statements.Where(
        statement => !statement.StartsWith("PRAGMA", StringComparison.Ordinal) && !statement.Contains(" TABLE ", StringComparison.Ordinal));

    private List<string> Plan(string statement)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _store.Location, Pooling = false }.ToString());
        connection.Open();
        // Without the provider, which wants values for the parameters.
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(connection.Handle, $"EXPLAIN QUERY PLAN {statement}", out sqlite3_stmt plan));
        using (plan)
        {
            var steps = new List<string>();
            while (raw.sqlite3_step(plan) == raw.SQLITE_ROW)
                steps.Add(raw.sqlite3_column_text(plan, 3).utf8_to_string());
            return steps;
        }
    }

    private static string OnOneLine(string statement) => string.Join(' ', statement.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
