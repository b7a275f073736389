using FlowservUsers.Passwords;
using FlowservUsers.Storage;

namespace FlowservUsers.Importing;

/// <summary>Imports the users of a database of flowserv-core, with identifiers, passwords, valid keys and open requests.</summary>
public sealed class FlowservImport
{
    private const string BuiltInUser = "00000000";

    private readonly List<SourceUser> _users;
    private readonly TimeZoneInfo _timeZone;

    private FlowservImport(string source, List<SourceUser> users, TimeZoneInfo timeZone)
    {
        Source = source;
        _users = users;
        _timeZone = timeZone;
    }

    /// <summary>The path of the source, or its address without a password.</summary>
    public string Source { get; }

    /// <summary>The number of users in the source, without the built-in one.</summary>
    public int Count => _users.Count;

    /// <summary>Reads a source in one snapshot, even while flowserv uses it; nothing is written to it or beside it.</summary>
    /// <param name="source">
    /// A full path, or the URL in flowserv's FLOWSERV_DATABASE: <c>sqlite:///path</c>, <c>postgresql://user@host/name</c>,
    /// <c>postgresql+psycopg2://user@host/name</c>. The password for a server can come from PGPASSWORD or the file ~/.pgpass.
    /// </param>
    /// <param name="timeZone">The time zone of the server that the source comes from: its times are local.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The import, to be previewed or run.</returns>
    /// <exception cref="DatabaseNotFoundException">The file does not exist, or is empty.</exception>
    /// <exception cref="NotAFlowservDatabaseException">The source is not a database of flowserv-core.</exception>
    /// <exception cref="DatabaseBusyException">Another writer locked the source for 30 seconds.</exception>
    /// <exception cref="DatabaseUnavailableException">The source cannot be read.</exception>
    public static FlowservImport Read(string source, TimeZoneInfo timeZone, CancellationToken cancellation = default) =>
        Read(source, timeZone, new LocalUserServiceOptions().LockWait, cancellation);

    internal static FlowservImport Read(string source, TimeZoneInfo timeZone, TimeSpan lockWait, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(timeZone);
        DatabaseLocation location = DatabaseLocation.Parse(source);
        List<SourceUser> users = location.Server is { } server
            ? FlowservServer.Read(server, lockWait, cancellation)
            : FlowservSource.Read(location.Text, lockWait, cancellation);
        users.RemoveAll(user => user.Id == BuiltInUser);
        return new FlowservImport(location.Text, users, timeZone);
    }

    /// <summary>Reports what <see cref="Run"/> would do, and changes nothing.</summary>
    /// <param name="target">The database that the users would be added to, or null if it would be created.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>One result for each user of the source, none of them imported.</returns>
    public IReadOnlyList<FlowservImportResult> Preview(LocalUserService? target, CancellationToken cancellation = default)
    {
        List<ImportCandidate> candidates = Plan(target?.Context.Now ?? DateTimeOffset.UtcNow, cancellation);
        return [.. candidates.Select(candidate => candidate.ToResult(isImported: false, candidate.Reason ?? Expect(candidate)))];

        string Expect(ImportCandidate candidate) =>
            (target is null ? null : Explain(Find(target.Context.Store, candidate.User!, cancellation))) ?? "would be imported";
    }

    /// <summary>Imports the users in one transaction. Users that were imported before are not changed.</summary>
    /// <param name="target">The database that the users are added to.</param>
    /// <param name="progress">Called on the calling thread with the number done and the total; null for no progress.</param>
    /// <param name="cancellation">Stops the operation; then nothing was changed.</param>
    /// <returns>One result for each user of the source, in the order in which they were registered.</returns>
    public IReadOnlyList<FlowservImportResult> Run(
        LocalUserService target, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        List<ImportCandidate> candidates = Plan(target.Context.Now, cancellation);
        List<ImportedUser> users = [.. candidates.Where(candidate => candidate.User is not null).Select(candidate => candidate.User!)];
        IReadOnlyList<ImportOutcome> outcomes = users.Count == 0
            ? []
            : target.Context.Store.ImportUsers(Encrypt(users, target.Context.Hasher), done => progress?.Invoke(done, users.Count), cancellation);

        int index = 0;
        return [.. candidates.Select(candidate => candidate.User is null ? candidate.ToResult(false, candidate.Reason) : Done(candidate, outcomes[index++]))];
    }

    private static List<ImportedUser> Encrypt(List<ImportedUser> users, PasswordHasher hasher) =>
        users.ConvertAll(user => user with { User = user.User with { Password = hasher.Encrypt(user.User.Password, user.User.Id) } });

    private static FlowservImportResult Done(ImportCandidate candidate, ImportOutcome outcome) =>
        candidate.ToResult(outcome == ImportOutcome.Imported, Explain(outcome));

    private static string? Explain(ImportOutcome outcome) => outcome switch
    {
        ImportOutcome.IdExists => "already imported",
        ImportOutcome.NameTaken => "another user in the database has the name",
        _ => null,
    };

    private static ImportOutcome Find(IUserStore store, ImportedUser user, CancellationToken cancellation)
    {
        if (store.FindUserById(user.User.Id, cancellation) is not null)
            return ImportOutcome.IdExists;
        return store.FindUser(user.User.Name.Key, cancellation) is null ? ImportOutcome.Imported : ImportOutcome.NameTaken;
    }

    private List<ImportCandidate> Plan(DateTimeOffset now, CancellationToken cancellation)
    {
        var plan = new ImportPlan(_timeZone, now);
        return _users.ConvertAll(user =>
        {
            cancellation.ThrowIfCancellationRequested();
            return plan.Consider(user);
        });
    }
}
