using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using FlowservUsers.Core.Tests.Storage;
using FlowservUsers.Storage.Sql;
using FlowservUsers.Tests;
using Npgsql;

namespace FlowservUsers.PostgreSql.Tests;

/// <summary>How the server finds what each statement of the store asks for, among tens of thousands of rows: never by reading every row.</summary>
public sealed partial class StatementPlanTests(FilledDatabase database) : IClassFixture<FilledDatabase>
{
    // What is in the statements that may read every row, with the reason.
    private static readonly Dictionary<string, string> MayScan = new()
    {
        ["SELECT password_scheme, password_hash FROM users WHERE password_scheme <> @current"] = "housekeeping, after hashes were taken over",
        ["AND password_scheme NOT IN (@current, @none) ORDER BY username_key LIMIT 1000"] = "once in the life of a key",
        ["WHERE password_key_id"] = "once in the life of a key, or counts all of them",
        ["hashing_keys"] = "one or two keys",
        ["FROM audit_events WHERE id > @newest AND type = @type AND user_id IS NOT NULL"] = "what has happened since the page before",
        ["SELECT count(*) FROM unknown_logins"] = "10,000 names at most",
        ["FROM password_resets WHERE user_id >= '~'"] = "10,000 names at most, here a quarter of all rows",
        ["DELETE FROM unknown_logins WHERE name_hash IN"] = "10,000 names at most",
        ["SELECT count(*) FROM users WHERE users.username_key >= @from AND ((CAST(1 AS bigint) << users.status) & @statuses) <> 0"] = "counts all of them",
        ["AND users.locked_until > @now"] = "few are locked, and nobody asks often",
        ["AND (sessions.expires_at <= @now OR sessions.last_used_at <= (SELECT coalesce(max(@now - value), @never) FROM settings WHERE name = 'SessionIdleTimeout' AND value >= @minimumIdle AND value <= @maximumIdle) OR users.status <> 1) ORDER BY"] =
            "few have ended before the clean-up, and nobody asks often",
        ["FROM sessions WHERE expires_at <= @now OR last_used_at <= @idle"] = "housekeeping, now and then",
    };

    // But for those that make the tables, or ask the server for something else.
    private IEnumerable<KeyValuePair<string, NpgsqlBatchCommand>> Runs => database.Store.LastRuns.Where(
        run => Statement().IsMatch(run.Key) && !run.Key.Contains("information_schema", StringComparison.Ordinal));

    [Fact]
    public void Every_statement_in_the_code_is_exercised() => Assert.All(
        SqlLiterals.In(typeof(SqlUserStore)).Where(literal => !literal.StartsWith("DELETE FROM hashing_keys", StringComparison.Ordinal)),
        literal => Assert.Contains(Runs, run => run.Key.Contains(literal, StringComparison.Ordinal)));

    [Fact]
    public void No_statement_scans_a_growing_table()
    {
        string[] scans =
        [
            .. from run in Runs
               where !MayScan.Keys.Any(OnOneLine(run.Key).Contains)
               from step in Plan(run.Value)
               where Scan().IsMatch(step)
               select $"{OnOneLine(run.Key)}: {step}",
        ];
        Assert.True(scans.Length == 0, string.Join(Environment.NewLine, scans.Distinct()));
    }

    [Fact]
    public void The_users_of_a_listing_are_found_by_their_names() => Assert.All(
        Runs.Where(run => run.Key.Contains("ORDER BY users.username_key", StringComparison.Ordinal)
            && !run.Key.Contains("locked_until > @now", StringComparison.Ordinal)),
        run => Assert.Contains(Plan(run.Value), step => step.Contains("users_pkey", StringComparison.Ordinal)));

    [Fact]
    public void The_sessions_of_a_user_are_found_by_the_user() => Assert.All(
        Runs.Where(run => run.Key.Contains("sessions.user_id = @user", StringComparison.Ordinal)),
        run => Assert.Contains(Plan(run.Value), step => step.Contains("sessions_by_user", StringComparison.Ordinal)));

    [Fact]
    public void Statements_that_may_scan_a_table_are_run() => Assert.All(
        MayScan.Keys, allowed => Assert.Contains(Runs, run => OnOneLine(run.Key).Contains(allowed, StringComparison.Ordinal)));

    /// <summary>
    /// The steps of the plans that the server makes for the values of the last run: the first few times one for these
    /// values, then the one that it keeps for any, unless it finds that one dearer.
    /// </summary>
    private List<string> Plan(NpgsqlBatchCommand command)
    {
        const int times = 7; // From the sixth on it is the one that is kept.
        DbParameter[] parameters = [.. command.Parameters.Cast<DbParameter>()];
        using DbConnection connection = TestStorage.Connect(database.Location);
        using DbCommand explain = connection.CreateCommand();
        explain.CommandText = $"PREPARE statement{List(parameters, TypeName)} AS {command.CommandText}";
        explain.ExecuteNonQuery();
        explain.CommandText = $"EXPLAIN EXECUTE statement{List(parameters, Literal)}";
        var steps = new List<string>();
        for (int time = 0; time < times; time++)
        {
            using DbDataReader reader = explain.ExecuteReader();
            while (reader.Read())
                steps.Add(reader.GetString(0));
        }
        return steps;
    }

    private static string List(DbParameter[] parameters, Func<object?, string> write) =>
        parameters.Length == 0 ? "" : $"({string.Join(", ", parameters.Select(parameter => write(parameter.Value)))})";

    private static string TypeName(object? value) => value switch { long => "bigint", byte[] => "bytea", string => "text", _ => "unknown" };

    private static string Literal(object? value) => value switch
    {
        long number => number.ToString(CultureInfo.InvariantCulture),
        byte[] bytes => $"'\\x{Convert.ToHexString(bytes)}'",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => "NULL",
    };

    private static string OnOneLine(string statement) => string.Join(' ', statement.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"^\s*(SELECT|INSERT|UPDATE|DELETE)\b")]
    private static partial Regex Statement();

    [GeneratedRegex(@"Seq Scan on (users|sessions|password_resets|audit_events|unknown_logins)\b")]
    private static partial Regex Scan();
}
