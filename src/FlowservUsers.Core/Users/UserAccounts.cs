using FlowservUsers.Passwords;
using FlowservUsers.Storage;

namespace FlowservUsers.Users;

/// <summary>Registers users, finds them, and changes their state.</summary>
public sealed class UserAccounts
{
    private readonly ServiceContext _context;

    internal UserAccounts(ServiceContext context) => _context = context;

    /// <summary>Creates a user.</summary>
    /// <param name="username">The name: 1 to 512 code points; white space around it is removed.</param>
    /// <param name="password">The password, against the policy.</param>
    /// <param name="status">The initial status of the user.</param>
    /// <param name="cancellation">Stops the operation; then nothing was registered.</param>
    /// <returns>The new user, once it has been stored durably.</returns>
    /// <exception cref="DuplicateUserException">The name is taken; names are case-insensitive.</exception>
    /// <exception cref="InvalidUsernameException">The name cannot be used.</exception>
    /// <exception cref="PasswordRejectedException">The password violates the policy.</exception>
    public FlowservUser Register(string username, ReadOnlySpan<char> password, UserStatus status = UserStatus.Active, CancellationToken cancellation = default)
    {
        Username name = Username.Parse(username);
        FlowservPolicy policy = _context.Store.ReadPolicy(cancellation);
        PasswordRules.Require(password, name.Text, policy);
        RequireFree(name, cancellation);
        return Add(UserId.New(), name, _context.Hasher.Hash(password, policy.WorkFactor, cancellation), status, cancellation);
    }

    /// <summary>
    /// Creates a user with a password hash from another system, so that the password stays the same. The next login replaces the
    /// hash with one of the current scheme. The rules for new passwords don't apply, because nobody knows the password.
    /// </summary>
    /// <param name="username">The name: 1 to 512 code points; white space around it is removed.</param>
    /// <param name="passwordHash">
    /// The hash as the other system stores it: bcrypt (<c>$2a$</c>, <c>$2b$</c>, <c>$2y$</c>, also after <c>{bcrypt}</c> or
    /// <c>bcrypt$</c>) with a work factor of 4 to 15; PBKDF2 with SHA-256 or SHA-512 and up to 2,000,000 rounds as passlib
    /// (<c>$pbkdf2-sha256$</c>) and Django (<c>pbkdf2_sha256$</c>) write it; ASP.NET Core Identity, versions 2 and 3.
    /// </param>
    /// <param name="status">The initial status of the user.</param>
    /// <param name="cancellation">Stops the operation; then nothing was registered.</param>
    /// <returns>The new user, once it has been stored durably.</returns>
    /// <exception cref="DuplicateUserException">The name is taken; names are case-insensitive.</exception>
    /// <exception cref="InvalidUsernameException">The name cannot be used.</exception>
    /// <exception cref="InvalidPasswordHashException">The hash is damaged, too costly, or not in a supported format.</exception>
    public FlowservUser RegisterWithHash(
        string username, ReadOnlySpan<char> passwordHash, UserStatus status = UserStatus.Active, CancellationToken cancellation = default)
    {
        Username name = Username.Parse(username);
        PasswordHash hash = ForeignHash.Require(passwordHash, name.Text);
        RequireFree(name, cancellation);
        string id = UserId.New();
        return Add(id, name, _context.Hasher.Encrypt(hash, id), status, cancellation);
    }

    /// <summary>Creates a user with a random password of at least 128 bits.</summary>
    /// <param name="username">The name: 1 to 512 code points; white space around it is removed.</param>
    /// <param name="status">The initial status of the user.</param>
    /// <param name="cancellation">Stops the operation; then nothing was registered.</param>
    /// <returns>The new user, with the password as a SecureString.</returns>
    /// <exception cref="DuplicateUserException">The name is taken; names are case-insensitive.</exception>
    /// <exception cref="InvalidUsernameException">The name cannot be used.</exception>
    public FlowservUserWithPassword RegisterWithGeneratedPassword(
        string username, UserStatus status = UserStatus.Active, CancellationToken cancellation = default)
    {
        char[] password = PasswordGenerator.Generate(_context.Store.ReadPolicy(cancellation).MinimumPasswordLength);
        try
        {
            return new FlowservUserWithPassword(Register(username, password, status, cancellation), Secret.Protect(password));
        }
        finally
        {
            Array.Clear(password);
        }
    }

    /// <summary>Begins to create many users, whose passwords are hashed on several threads.</summary>
    /// <param name="workers">How many threads hash: 1 or more.</param>
    /// <param name="cancellation">Stops the registration; users that were not reported are then not registered, except for one batch.</param>
    /// <returns>The registration, to which users are added.</returns>
    public BulkRegistration RegisterMany(int workers, CancellationToken cancellation = default) => new(_context, workers, cancellation);

    /// <summary>Begins to judge users as a registration would, and to store nothing.</summary>
    /// <param name="accounts">The accounts of the database, or null for one that does not exist yet.</param>
    /// <param name="cancellation">Stops the judging.</param>
    /// <returns>The preview, which checks one user after another.</returns>
    public static RegistrationPreview Preview(UserAccounts? accounts, CancellationToken cancellation = default) =>
        new(accounts?._context.Store, cancellation);

    /// <summary>Finds a user by identifier or by name. A text in the form of an identifier is never looked up as a name.</summary>
    /// <param name="identity">32 hexadecimal digits, or a name, case-insensitive.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The user.</returns>
    /// <exception cref="UnknownUserException">The user does not exist.</exception>
    public FlowservUser Get(string identity, CancellationToken cancellation = default)
    {
        identity ??= "";
        return _context.Store.FindIdentity(identity, cancellation) ?? throw Unknown(identity);
    }

    /// <summary>Lists users, ordered by name; they are read while they are enumerated.</summary>
    /// <param name="query">Which users.</param>
    /// <param name="cancellation">Stops the enumeration.</param>
    /// <returns>The users.</returns>
    public IEnumerable<FlowservUser> List(UserQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.First == 0 || HasUnseenPrefix(query))
            yield break;

        bool skipInStore = query.NameMatches is null;
        ulong toSkip = skipInStore ? 0 : query.Skip;
        ulong remaining = query.First;
        foreach (FlowservUser user in _context.Store.ListUsers(Filter(query), skipInStore ? ToLong(query.Skip) : 0, cancellation))
        {
            if (query.NameMatches?.Invoke(user.Username) == false)
                continue;
            if (toSkip > 0)
            {
                toSkip--;
                continue;
            }
            yield return user;
            if (--remaining == 0)
                yield break;
        }
    }

    /// <summary>Counts the users of a query, whatever its <see cref="UserQuery.Skip"/> and <see cref="UserQuery.First"/>.</summary>
    /// <param name="query">Which users.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The number.</returns>
    public long Count(UserQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (HasUnseenPrefix(query))
            return 0;
        UserFilter filter = Filter(query);
        return query.NameMatches is { } matches
            ? _context.Store.ListUsers(filter, 0, cancellation).LongCount(user => matches(user.Username))
            : _context.Store.CountUsers(filter, cancellation);
    }

    /// <summary>Activates a user; does nothing to an active one.</summary>
    /// <param name="userId">The identifier.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The user, active.</returns>
    /// <exception cref="UnknownUserException">The user does not exist.</exception>
    public FlowservUser Activate(string userId, CancellationToken cancellation = default) =>
        _context.Store.ActivateUser(userId ?? "", _context.Now, cancellation) ?? throw Unknown(userId);

    /// <summary>Disables a user, and ends the sessions and reset requests at once.</summary>
    /// <param name="userId">The identifier.</param>
    /// <param name="cancellation">Stops the operation; then nothing was changed.</param>
    /// <returns>The user, disabled.</returns>
    /// <exception cref="UnknownUserException">The user does not exist.</exception>
    public FlowservUser Disable(string userId, CancellationToken cancellation = default) =>
        _context.Store.DisableUser(userId ?? "", _context.Now, cancellation) ?? throw Unknown(userId);

    /// <summary>Renames a user; sessions and reset requests stay.</summary>
    /// <param name="userId">The identifier.</param>
    /// <param name="newUsername">The name: 1 to 512 code points; white space around it is removed. It may differ from the old one in case only.</param>
    /// <param name="cancellation">Stops the operation; then nothing was changed.</param>
    /// <returns>The user with the new name.</returns>
    /// <exception cref="UnknownUserException">The user does not exist.</exception>
    /// <exception cref="DuplicateUserException">Another user has the name; names are case-insensitive.</exception>
    /// <exception cref="InvalidUsernameException">The name cannot be used.</exception>
    public FlowservUser Rename(string userId, string newUsername, CancellationToken cancellation = default)
    {
        Username name = Username.Parse(newUsername);
        return _context.Store.RenameUser(userId ?? "", name, _context.Now, cancellation) ?? throw Unknown(userId);
    }

    /// <summary>Clears the failure counter of a user, so that a lock ends.</summary>
    /// <param name="userId">The identifier.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The user, not locked.</returns>
    /// <exception cref="UnknownUserException">The user does not exist.</exception>
    public FlowservUser Unlock(string userId, CancellationToken cancellation = default) =>
        _context.Store.UnlockUser(userId ?? "", _context.Now, cancellation) ?? throw Unknown(userId);

    /// <summary>Deletes a user with the sessions and reset requests. The audit events stay.</summary>
    /// <param name="userId">The identifier.</param>
    /// <param name="cancellation">Stops the operation; then nothing was deleted.</param>
    /// <exception cref="UnknownUserException">The user does not exist.</exception>
    public void Unregister(string userId, CancellationToken cancellation = default)
    {
        if (!_context.Store.DeleteUser(userId ?? "", _context.Now, cancellation))
            throw Unknown(userId);
    }

    private UnknownUserException Unknown(string? identity) => new(identity ?? "", _context.Store.Location);

    private void RequireFree(Username name, CancellationToken cancellation)
    {
        if (_context.Store.FindUser(name.Key, cancellation) is not null)
            throw new DuplicateUserException(name.Text);
    }

    private FlowservUser Add(string id, Username name, PasswordHash hash, UserStatus status, CancellationToken cancellation)
    {
        var user = new NewUser(id, name, status, hash, _context.Now);
        return _context.Store.AddUsers([user], cancellation)[0] ? user.ToUser() : throw new DuplicateUserException(name.Text);
    }

    // Characters that names are compared without, and texts that are longer than any name: nobody's name begins so, and
    // nothing must not stand for everybody.
    private static bool HasUnseenPrefix(UserQuery query) => query.Prefix is { Length: > 0 } prefix
        && (prefix.Length > 4 * Username.MaximumLength || Username.Fold(prefix).Length == 0);

    private UserFilter Filter(UserQuery query)
    {
        string prefix = Username.Fold(query.Prefix ?? "");
        return new UserFilter
        {
            KeyFrom = prefix,
            KeyBefore = prefix.Length == 0 ? null : KeyRange.After(prefix),
            Statuses = query.Statuses,
            LockedAt = query.LockedOnly ? _context.Now : null,
        };
    }

    private static long ToLong(ulong count) => (long)Math.Min(count, long.MaxValue);
}
