using FlowservUsers.Keys;
using FlowservUsers.Storage.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>Checks a file part by part: a part that cannot be read is a finding, and the rest is read anyway.</summary>
internal sealed class SqliteReport
{
    private const int MostMessages = 10;
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly PreparedConnection _connection;
    private readonly LockWait _lockWait;
    private readonly KeySearch _search;
    private readonly Action<string>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly List<FlowservDatabaseFinding> _findings = [];

    private SqliteReport(string path, PreparedConnection connection, LockWait lockWait, KeySearch search, Action<string>? progress, CancellationToken cancellation)
    {
        _path = path;
        _connection = connection;
        _lockWait = lockWait;
        _search = search;
        _progress = progress;
        _cancellation = cancellation;
    }

    /// <summary>Describes a file.</summary>
    /// <exception cref="DatabaseNotFoundException">There is none.</exception>
    /// <exception cref="NotAFlowservDatabaseException">The file is not a FlowservUsers database.</exception>
    public static FlowservDatabase Create(string path, LocalUserServiceOptions options, Action<string>? progress, CancellationToken cancellation)
    {
        SqliteFile.Content content = SqliteFile.Inspect(path);
        if (content == SqliteFile.Content.Nothing)
            throw new DatabaseNotFoundException(path);
        if (content == SqliteFile.Content.Unmarked)
            UnmarkedFile.Require(path);

        try
        {
            using PreparedConnection connection = SqliteReading.Open(path);
            sqlite3 handle = SqliteConnections.Handle(connection);
            using CancellationTokenRegistration stop = cancellation.Register(() => raw.sqlite3_interrupt(handle));
            var report = new SqliteReport(path, connection, new LockWait(options.LockWait), options.KeySearch, progress, cancellation);
            return report.Describe(options.Clock.Now());
        }
        catch (Exception exception) when (SqliteErrors.Translate(exception, path, cancellation) is { } translated)
        {
            throw translated;
        }
    }

    private FlowservDatabase Describe(DateTimeOffset now)
    {
        var facts = new FlowservDatabase
        {
            Location = _path,
            Engine = "SQLite",
            EngineVersion = _connection.Connection.ServerVersion,
            Size = SqliteFile.FilesOf(_path).Sum(file => new FileInfo(file).Length),
        };
        _findings.AddRange(SqliteFileFindings.Find(_path));
        if (SqliteEngineVersion.Check(facts.EngineVersion) is { } fault)
            _findings.Add(fault);

        facts = Read("schema", facts, () => facts with { SchemaVersion = SqliteSchema.ReadVersion(_connection) });
        if (facts.SchemaVersion == 0)
            throw new DatabaseNotFoundException(_path);
        facts = DescribeWriting(facts);

        if (facts.SchemaVersion > SqliteSchema.Current.NewestVersion)
            Add(DatabaseFindingSeverity.Error, DatabaseFindingCode.SchemaVersion, $"Its schema version {facts.SchemaVersion} is newer than {SqliteSchema.Current.NewestVersion}, the newest that this module supports. Update the module.");
        else
            facts = DescribeContents(facts, now);
        CheckIntegrity();
        return facts with { Findings = [.. _findings.OrderByDescending(finding => finding.Severity)] };
    }

    private FlowservDatabase DescribeWriting(FlowservDatabase facts)
    {
        if (raw.sqlite3_db_readonly(SqliteConnections.Handle(_connection), "main") != 0)
            Add(DatabaseFindingSeverity.Information, DatabaseFindingCode.ReadOnly, "The database can be read from here, but not written to: logins and changes fail.");
        // A file that is read without its log does not tell the mode that others use it in.
        if (new SqliteConnectionStringBuilder(_connection.Connection.ConnectionString).DataSource != _path)
            return facts;

        facts = Read("schema", facts, () => facts with { JournalMode = _connection.First("PRAGMA journal_mode", row => row.GetString(0)) });
        if (facts.JournalMode is { } mode and not "wal")
            Add(DatabaseFindingSeverity.Information, DatabaseFindingCode.JournalMode, $"The journal mode is {mode}, as in a backup that has not been used yet. If a database in use keeps this mode, its file system does not support a write-ahead log, and readers and writers wait for each other.");
        return facts;
    }

    private FlowservDatabase DescribeContents(FlowservDatabase facts, DateTimeOffset now)
    {
        FlowservPolicy policy = Read("policy", new FlowservPolicy(), () => SqlUserStore.SelectPolicy(_connection));
        facts = Read("users", facts, () => DatabaseCounts.OfUsers(facts, _connection, now));
        facts = Read("sessions", facts, () => DatabaseCounts.OfSessions(facts, _connection));
        facts = Read("reset requests", facts, () => DatabaseCounts.OfResetRequests(facts, _connection));
        facts = Read("login counters", facts, () => DatabaseCounts.OfUnknownNames(facts, _connection));
        if (facts.SchemaVersion >= 2)
            facts = Read("hashing keys", facts, DescribeKeys(facts));
        facts = Read("audit events", facts, () => DatabaseCounts.OfAuditEvents(facts, _connection));
        _findings.AddRange(Read("hashes", [], () => HashFindings.Find(_connection, policy).ToArray()));
        _findings.AddRange(Read("expired items", [], () => ExpiryFindings.Find(_connection, policy, now).ToArray()));
        return facts;
    }

    private Func<FlowservDatabase> DescribeKeys(FlowservDatabase facts) => () =>
    {
        IReadOnlyList<FlowservHashingKey> keys =
            KeyReport.Describe(HashingKeyRows.Read(_connection), SqlUserStore.CountUsersByKey(_connection), _search);
        _findings.AddRange(KeyReport.Find(keys, _search, _path, HashingKeyRows.CountUnkeyed(_connection)));
        return facts with { HashingKeys = keys };
    };

    private void CheckIntegrity()
    {
        List<string> messages = Read("integrity", [], () => _connection.All($"PRAGMA integrity_check({MostMessages})", row => row.GetString(0)));
        foreach (string message in messages.Where(message => message != "ok"))
            AddDamage(message);
        List<string> orphans = Read("references", [], () => _connection.All("PRAGMA foreign_key_check", row => row.GetString(0)));
        foreach (IGrouping<string, string> table in orphans.GroupBy(table => table))
            AddDamage($"{table.Count()} rows of the table {table.Key} belong to no user");
    }

    private T Read<T>(string part, T otherwise, Func<T> read)
    {
        try
        {
            return SqliteProgress.Run(
                SqliteConnections.Handle(_connection),
                _progress is null ? null : () => _progress(part),
                QuietTime,
                () => _lockWait.Run(_path, read, SqliteErrors.IsBusy, _cancellation));
        }
        catch (Exception exception) when (SqliteErrors.Translate(exception, _path, _cancellation) is DatabaseCorruptException or NotAFlowservDatabaseException)
        {
            AddDamage($"{part} cannot be read: {exception.Message}");
            return otherwise;
        }
    }

    private void AddDamage(string what) => Add(
        DatabaseFindingSeverity.Error, DatabaseFindingCode.Damage, $"The file is damaged ({what}). Stop using it, keep a copy, and restore a backup.");

    private void Add(DatabaseFindingSeverity severity, DatabaseFindingCode code, string message) =>
        _findings.Add(new FlowservDatabaseFinding { Severity = severity, Code = code, Message = message });
}
