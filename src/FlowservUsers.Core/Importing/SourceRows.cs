using System.Data.Common;

namespace FlowservUsers.Importing;

/// <summary>
/// Puts flowserv's three tables together. They are read one after the other, without a join: in a hostile or broken source its result
/// could be far larger than the tables. What is kept is limited in number and, by the queries, in length.
/// </summary>
/// <param name="location">The source.</param>
internal sealed class SourceRows(string location)
{
    /// <summary>The most rows that are read of a table.</summary>
    public const int MaximumRows = 250_000;

    /// <summary>The longest identifier, key or time that is read, in bytes.</summary>
    public const int MaximumShortText = 100;

    /// <summary>The longest name that is read, in bytes: 512 characters of up to four.</summary>
    public const int MaximumName = 2048;

    /// <summary>The longest hash that is read, in bytes.</summary>
    public const int MaximumSecret = 1024;

    private readonly Dictionary<string, (string? Value, string? Expires)> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string? Value, string? Expires)> _requests = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>The users, in the order in which they were read.</summary>
    public List<SourceUser> Users { get; } = [];

    /// <summary>Takes the rows of api_key.</summary>
    public void AddKeys(IEnumerable<(string? UserId, string? Value, string? Expires)> rows) => AddSecrets("api_key", rows, _keys);

    /// <summary>Takes the rows of password_request.</summary>
    public void AddRequests(IEnumerable<(string? UserId, string? Value, string? Expires)> rows) => AddSecrets("password_request", rows, _requests);

    /// <summary>Takes the rows of api_user, after those of the other tables.</summary>
    public void AddUsers(IEnumerable<(string? Id, string? Name, string? Secret, bool? Active)> rows)
    {
        int count = 0;
        foreach ((string? id, string? name, string? secret, bool? active) in rows)
        {
            RequireFewer("api_user", ++count);
            if (id is not null && !_ids.Add(id))
                throw Duplicate("api_user");
            (string? Value, string? Expires) key = default, request = default;
            if (id is not null)
            {
                _keys.TryGetValue(id, out key);
                _requests.TryGetValue(id, out request);
            }
            Users.Add(new SourceUser(id, name, secret, active, key.Value, key.Expires, request.Value, request.Expires));
        }
    }

    /// <summary>Reads rows while they are used.</summary>
    public static IEnumerable<T> Each<T>(DbDataReader reader, Func<DbDataReader, T> read, CancellationToken cancellation)
    {
        using (reader)
        {
            while (reader.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                yield return read(reader);
            }
        }
    }

    private void AddSecrets(
        string table, IEnumerable<(string? UserId, string? Value, string? Expires)> rows, Dictionary<string, (string? Value, string? Expires)> secrets)
    {
        int count = 0;
        foreach ((string? userId, string? value, string? expires) in rows)
        {
            RequireFewer(table, ++count);
            if (userId is not null && !secrets.TryAdd(userId, (value, expires)))
                throw Duplicate(table);
        }
    }

    private void RequireFewer(string table, int count)
    {
        if (count > MaximumRows)
            throw NotAFlowservDatabaseException.OfFlowserv(location, FormattableString.Invariant($"Its table {table} has more than {MaximumRows:N0} rows, the most that can be imported."));
    }

    private NotAFlowservDatabaseException Duplicate(string table) => NotAFlowservDatabaseException.OfFlowserv(
        location, $"Its table {table} has several rows with the same user_id, which flowserv's own table does not allow.");
}
