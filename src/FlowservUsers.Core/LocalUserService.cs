using FlowservUsers.Auditing;
using FlowservUsers.Databases;
using FlowservUsers.Housekeeping;
using FlowservUsers.Keys;
using FlowservUsers.Passwords;
using FlowservUsers.Policy;
using FlowservUsers.Sessions;
using FlowservUsers.Storage;
using FlowservUsers.Users;

namespace FlowservUsers;

/// <summary>
/// The user service on its own database: the eight operations of flowserv, and administration in addition to
/// them. An instance is thread-safe.
/// </summary>
/// <remarks>
/// Every operation can throw a <see cref="DatabaseException"/> if the database cannot be used.
/// </remarks>
public sealed class LocalUserService : IUserService, IDisposable
{
    private readonly IUserStore _store;
    private volatile bool _isClosed;

    private LocalUserService(IUserStore store, LocalUserServiceOptions options)
    {
        _store = store;
        Context = new ServiceContext(store, new KeyRings(store, options.KeySearch), options.HashFunctions, options.Clock);
        Accounts = new UserAccounts(Context);
        Sessions = new UserSessions(Context);
        Passwords = new UserPasswords(Context);
        Policy = new UserPolicy(Context);
        Database = new UserDatabase(Context);
        HashingKeys = new DatabaseKeys(Context);
        Audit = new AuditTrail(Context);
        ExpiredItems = new ExpiredItems(Context);
    }

    /// <summary>Registration and the status of accounts.</summary>
    public UserAccounts Accounts { get; }

    /// <summary>Login, API keys, logout.</summary>
    public UserSessions Sessions { get; }

    /// <summary>Reset requests and changes of passwords.</summary>
    public UserPasswords Passwords { get; }

    /// <summary>The rules for passwords, sessions and lockout.</summary>
    public UserPolicy Policy { get; }

    /// <summary>The database as a whole: its description, backups and copies.</summary>
    public UserDatabase Database { get; }

    /// <summary>The keys that passwords are hashed with, and where they are kept.</summary>
    public DatabaseKeys HashingKeys { get; }

    /// <summary>The audit trail: what was done to whom, and when.</summary>
    public AuditTrail Audit { get; }

    /// <summary>Expired items.</summary>
    public ExpiredItems ExpiredItems { get; }

    /// <summary>The path or the address of the database, without a password.</summary>
    public string Location => _store.Location;

    /// <summary>Warnings about the database, such as file permissions that are too wide or a connection that is not encrypted.</summary>
    public IReadOnlyList<string> Warnings => UnicodeData.Warning is { } warning ? [.. _store.Warnings, warning] : _store.Warnings;

    /// <summary>True if the service was closed, or the location now leads to another database or to none; reopen it then.</summary>
    public bool IsStale => _isClosed || _store.IsStale;

    internal ServiceContext Context { get; }

    /// <summary>Opens a database.</summary>
    /// <param name="database">
    /// A full path, a <c>sqlite:///path</c> URL, or a server's <c>postgresql://user@host:port/name</c> URL; the password
    /// for a server can come from PGPASSWORD or the file ~/.pgpass.
    /// </param>
    /// <param name="options">How to open it; null for the defaults.</param>
    /// <param name="cancellation">Stops the opening.</param>
    /// <returns>The service; dispose it to close the database.</returns>
    /// <exception cref="DatabaseNotFoundException">The database does not exist and is not to be created.</exception>
    /// <exception cref="NotAFlowservDatabaseException">The file is not a FlowservUsers database.</exception>
    public static LocalUserService Open(string database, LocalUserServiceOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new LocalUserServiceOptions();
        DatabaseLocation location = DatabaseLocation.Parse(database);
        IUserStore store = options is { CreateDatabase: true, KeyFile: { } file }
            ? NewDatabase.OpenOrCreate(location, options, file, cancellation)
            : UserStores.Open(location, options, cancellation);
        return new LocalUserService(store, options);
    }

    /// <summary>
    /// Identifies a database. A server address can leave parts to a service and to the environment, and so lead to
    /// another database when those change.
    /// </summary>
    /// <param name="database">A full path, or the URL of a server.</param>
    /// <returns>A string without a password, the same for everything that leads to the same database in the same way.</returns>
    public static string IdentifyLocation(string database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return DatabaseLocation.Identify(database);
    }

    /// <summary>
    /// Tells ways to open a database apart: as <see cref="IdentifyLocation"/>, and by the password as well, so that another
    /// one is checked by the server also where the database is open already.
    /// </summary>
    /// <param name="database">A full path, or the URL of a server.</param>
    /// <returns>A text from which the password can't be found out, and which means nothing to another process.</returns>
    public static string IdentifyConnection(string database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return DatabaseLocation.Identify(database, withPassword: true);
    }

    /// <summary>
    /// Whether a text that should name a database may contain a server password although it is not a URL: the connection
    /// string of another program, or a URL with a slash missing. Such a text is neither shown nor taken for a path.
    /// </summary>
    /// <param name="database">The text given as a path or a URL.</param>
    /// <returns>Whether it may.</returns>
    public static bool IsConnectionText(string database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return DatabaseLocation.IsConnectionText(database);
    }

    /// <summary>Makes the path or address of a database safe to show.</summary>
    /// <param name="database">A path, or a URL.</param>
    /// <returns>The same with asterisks instead of a password; for a URL that cannot be read, its beginning.</returns>
    public static string DescribeLocation(string database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return DatabaseLocation.WithoutSecrets(database);
    }

    /// <inheritdoc/>
    public FlowservUser RegisterUser(string username, ReadOnlySpan<char> password, bool verify = false) =>
        Accounts.Register(username, password, verify ? UserStatus.Pending : UserStatus.Active);

    /// <inheritdoc/>
    public FlowservUser ActivateUser(string userId) => Accounts.Activate(userId);

    /// <inheritdoc/>
    public FlowservSession LoginUser(string username, ReadOnlySpan<char> password) => Sessions.Login(username, password);

    /// <inheritdoc/>
    public FlowservUser LogoutUser(ReadOnlySpan<char> apiKey) => Sessions.Logout(apiKey);

    /// <inheritdoc/>
    public FlowservUser WhoAmIUser(ReadOnlySpan<char> apiKey) => Sessions.WhoAmI(apiKey);

    /// <inheritdoc/>
    public IEnumerable<FlowservUser> ListUsers(string? query = null) => Accounts.List(new UserQuery { Prefix = query });

    /// <inheritdoc/>
    public FlowservPasswordResetRequest RequestPasswordReset(string username) => Passwords.RequestReset(username);

    /// <inheritdoc/>
    public FlowservUser ResetPassword(ReadOnlySpan<char> requestId, ReadOnlySpan<char> password) => Passwords.Reset(requestId, password);

    /// <summary>Closes the database.</summary>
    public void Dispose()
    {
        _isClosed = true;
        _store.Dispose();
    }
}
