using FlowservUsers.Passwords;
using FlowservUsers.Users;

namespace FlowservUsers.Storage;

/// <summary>
/// The only door to a database. Every operation is atomic, and writes its audit events in the same transaction. A store
/// neither hashes nor decides: it is told what to write, and reports whether the expected state still held.
/// Every operation throws a <see cref="DatabaseException"/> if the database cannot be used, and
/// <see cref="OperationCanceledException"/> when the token asks it to stop.
/// </summary>
internal interface IUserStore : IDisposable
{
    /// <summary>The path or the address, without a password.</summary>
    string Location { get; }

    /// <summary>Warnings about the state of the database, such as file permissions that are too wide.</summary>
    IReadOnlyList<string> Warnings { get; }

    /// <summary>Whether the location now leads to another database than the one that was opened, or to none.</summary>
    bool IsStale { get; }

    /// <summary>Reads the hashing keys, the newest last.</summary>
    IReadOnlyList<StoredKey> ReadHashingKeys(CancellationToken cancellation = default);

    /// <summary>The number of users with a hash of each key, by its identifier; a key that nobody needs has no entry.</summary>
    IReadOnlyDictionary<string, long> CountUsersByKey(CancellationToken cancellation = default);

    /// <summary>
    /// Adds hashing keys, or moves them into the database or out of it, while nobody else changes them; a HashingKeyAdded or
    /// HashingKeyMoved event each.
    /// </summary>
    /// <param name="change">
    /// Creates the new keys from the current ones; it can be called again. What it throws leaves everything as it was.
    /// </param>
    /// <param name="encrypt">
    /// Returns the replacement for a user's hash from another system, encrypted or not, given the user's identifier,
    /// in the same transaction; null to leave them all.
    /// </param>
    void ChangeHashingKeys(
        Func<IReadOnlyList<StoredKey>, IReadOnlyList<StoredKey>> change, DateTimeOffset now, Func<string, PasswordHash, PasswordHash>? encrypt = null,
        CancellationToken cancellation = default);

    /// <summary>Removes a hashing key, and the hashes that were made with it; a HashingKeyRemoved event.</summary>
    /// <param name="force">Whether it is removed if users need it.</param>
    /// <param name="dryRun">Whether to only report who needs it.</param>
    /// <returns>The users whose hashes were made with it.</returns>
    /// <exception cref="UnknownHashingKeyException">There is no such key.</exception>
    /// <exception cref="HashingKeyInUseException">It is the newest, or users need it.</exception>
    IReadOnlyList<FlowservUser> RemoveHashingKey(string id, bool force, bool dryRun, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Makes sure that the database files contain nothing of what was deleted, as far as the database system can.</summary>
    /// <returns>False if other processes prevent that now.</returns>
    bool EraseFreed(CancellationToken cancellation = default);

    /// <summary>Removes the database again if this store created it and nothing was stored in it since.</summary>
    void DiscardIfUnused();

    FlowservPolicy ReadPolicy(CancellationToken cancellation = default);

    /// <summary>Writes the settings that a function changes, and no other; a PolicyChanged event each.</summary>
    /// <param name="change">Creates the new policy from the current one; what it throws leaves everything as it was.</param>
    /// <returns>The new policy.</returns>
    FlowservPolicy ChangePolicy(Func<FlowservPolicy, FlowservPolicy> change, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Reads a user without the password, which not everybody may read.</summary>
    FlowservUser? DescribeUser(string usernameKey, CancellationToken cancellation = default);

    /// <summary>The same by the identifier.</summary>
    FlowservUser? DescribeUserById(string id, CancellationToken cancellation = default);

    StoredUser? FindUser(string usernameKey, CancellationToken cancellation = default);

    StoredUser? FindUserById(string id, CancellationToken cancellation = default);

    /// <summary>Reads users ordered by the key of the name, some at a time: no lock is held between two of them.</summary>
    IEnumerable<FlowservUser> ListUsers(UserFilter filter, long skip = 0, CancellationToken cancellation = default);

    long CountUsers(UserFilter filter, CancellationToken cancellation = default);

    /// <summary>Adds users in one transaction; a UserRegistered event each.</summary>
    /// <returns>For each whether it was added; false means that the name is taken.</returns>
    IReadOnlyList<bool> AddUsers(IReadOnlyList<NewUser> users, CancellationToken cancellation = default);

    /// <summary>
    /// Adds users of another system in one transaction, with their sessions and reset requests; a UserImported event each.
    /// </summary>
    /// <param name="progress">Called on the calling thread with the number done; null for no progress.</param>
    /// <returns>The outcome for each user.</returns>
    IReadOnlyList<ImportOutcome> ImportUsers(IReadOnlyList<ImportedUser> users, Action<int>? progress = null, CancellationToken cancellation = default);

    /// <summary>Activates a user; a UserActivated event unless the user was active.</summary>
    /// <returns>The user, or null if there is none.</returns>
    FlowservUser? ActivateUser(string id, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Disables a user, ends the sessions and reset requests; a UserDisabled event unless it was.</summary>
    /// <returns>The user, or null if there is none.</returns>
    FlowservUser? DisableUser(string id, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Renames a user; a UserRenamed event unless it had that name.</summary>
    /// <returns>The user, or null if there is none.</returns>
    /// <exception cref="DuplicateUserException">Another user has the name.</exception>
    FlowservUser? RenameUser(string id, Username name, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Clears the failure counter; a UserUnlocked event if there was something to clear.</summary>
    /// <returns>The user, or null if there is none.</returns>
    FlowservUser? UnlockUser(string id, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Deletes a user with all that belongs to it but its audit events; a UserUnregistered event.</summary>
    /// <returns>Whether it existed.</returns>
    bool DeleteUser(string id, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>
    /// Reads what decides a login and writes the counter that follows from it, while nobody else does the same for this
    /// name: the attempt is counted before its password is looked at.
    /// </summary>
    /// <param name="usernameKey">The key of the name, or null for a name that cannot exist.</param>
    /// <param name="nameHash">The keyed hash that counts failures of unknown names.</param>
    /// <param name="userId">The identifier, where the user is named by one and not by a name.</param>
    /// <param name="counted">Computes the new counter from what was read: unchanged for an attempt that is refused without a check.</param>
    LoginRecord BeginLogin(
        string? usernameKey, byte[] nameHash, string? userId, DateTimeOffset now, Func<LoginRecord, LoginCounter> counted, CancellationToken cancellation = default);

    /// <summary>Clears the failure counter of a user who still has the verified hash, if no other operation does so.</summary>
    void TakeBackAttempt(string userId, PasswordHash verified, CancellationToken cancellation = default);

    /// <summary>
    /// Opens a session if the user is still active and has the hash that was verified: records the login,
    /// clears the failure counter, ends the least recently used sessions above the maximum. A LoginSucceeded event, and
    /// a PasswordRehashed event with a replacement.
    /// </summary>
    /// <returns>Whether it was opened.</returns>
    bool OpenSession(NewSession session, PasswordHash verified, PasswordHash? replacement, int maximumSessions, CancellationToken cancellation = default);

    /// <summary>
    /// Records that an attempt that was counted has failed; a LoginFailed event, and UserLocked if the lock that it began still holds.
    /// </summary>
    /// <param name="counter">The counter with this attempt.</param>
    void RecordFailedLogin(string userId, string reason, DateTimeOffset now, LoginCounter counter, CancellationToken cancellation = default);

    /// <summary>Records a failed login of an unknown name; a LoginFailed event without the name.</summary>
    void RecordUnknownLogin(byte[] nameHash, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Records a login that was refused without looking at the password; a LoginFailed event.</summary>
    void RecordRefusedLogin(FlowservUser? user, string reason, DateTimeOffset now, CancellationToken cancellation = default);

    RecognizedSession? FindSession(byte[] keyHash, CancellationToken cancellation = default);

    /// <summary>Reads the public part of a session by the hash of its key.</summary>
    FlowservSession? DescribeSession(byte[] keyHash, CancellationToken cancellation = default);

    /// <summary>Reads the public part of a session by its public identifier.</summary>
    FlowservSession? DescribeSession(string sessionId, CancellationToken cancellation = default);

    /// <summary>Records the use of a key; skips this if the database is locked or read-only.</summary>
    void TouchSession(byte[] keyHash, DateTimeOffset now);

    /// <summary>Ends the session of a key; a LoggedOut event.</summary>
    /// <returns>Whether it existed.</returns>
    bool EndSession(byte[] keyHash, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Ends every session of a user; one event with the count if there was any.</summary>
    /// <returns>How many there were.</returns>
    int EndSessionsOfUser(string userId, AuditEventType type, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Ends a session by its public identifier; a SessionRevoked event.</summary>
    /// <returns>Whether it existed.</returns>
    bool RevokeSession(string sessionId, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Reads sessions, ordered by expiry; some at a time: no lock is held between two of them.</summary>
    IEnumerable<FlowservSession> ListSessions(SessionFilter filter, CancellationToken cancellation = default);

    /// <summary>
    /// Saves a reset request, replacing any earlier one; a PasswordResetRequested event. If there is no such user now, or the
    /// user is disabled, the same is written, so that it takes as long, but cannot be used, and the event has no name.
    /// </summary>
    /// <param name="userId">The identifier of the user, or null for none.</param>
    /// <param name="nobody">What the name is kept as if nobody has it, or may not ask: such requests are bounded in number, and the oldest goes first.</param>
    void SaveResetRequest(string? userId, string nobody, byte[] requestHash, DateTimeOffset now, DateTimeOffset expiresAt, CancellationToken cancellation = default);

    /// <summary>Finds the user of a reset request that is open.</summary>
    StoredUser? FindResetRequest(byte[] requestHash, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>
    /// Sets a password for an administrator, ends all sessions and an open reset request, clears the failure counter; a
    /// PasswordSet event.
    /// </summary>
    /// <returns>The user, or null if there is none.</returns>
    FlowservUser? SetPassword(string userId, PasswordHash password, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>
    /// Uses up a reset request: sets the password, ends all sessions, clears the failure counter; a PasswordReset event.
    /// </summary>
    /// <returns>The user, or null if the request is not open any more.</returns>
    FlowservUser? ConsumeResetRequest(byte[] requestHash, PasswordHash password, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>
    /// Changes the password if the user is still active and has the hash that was verified; clears the failure
    /// counter, ends the other sessions and reset requests; a PasswordChanged event.
    /// </summary>
    /// <param name="keptSessionId">The session that stays, or null for none.</param>
    /// <returns>The user, or null if it was not changed.</returns>
    FlowservUser? ChangePassword(string userId, PasswordHash verified, PasswordHash replacement, string? keptSessionId, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Reads audit events, the latest first, some at a time: no lock is held between two of them.</summary>
    IEnumerable<FlowservAuditEvent> ListAuditEvents(AuditFilter filter, CancellationToken cancellation = default);

    FlowservExpiredItemCount CountExpired(ExpiryLimits limits, CancellationToken cancellation = default);

    /// <summary>Recalculates the cost of the most expensive hash from another system after others have been replaced.</summary>
    void LowerForeignHashRounds(CancellationToken cancellation = default);

    /// <summary>Removes a limited number of expired items, so that nobody waits for long; an ExpiredItemsCleared event if there were any.</summary>
    /// <returns>What was removed: at least <see cref="ExpiryLimits.BatchSize"/> if there may be more.</returns>
    FlowservExpiredItemCount RemoveExpired(ExpiryLimits limits, CancellationToken cancellation = default);

    /// <summary>Writes a copy as of a single moment to a file, which appears under its name when it is complete.</summary>
    /// <param name="progress">Called with the fraction done, 0 to 1, once it takes over a second.</param>
    /// <exception cref="DestinationExistsException">There is a file, and it is not to be overwritten.</exception>
    /// <exception cref="InvalidDestinationException">The path cannot be written to.</exception>
    void Backup(string destination, bool overwrite, Action<double>? progress, CancellationToken cancellation = default);

    /// <summary>Copies everything, as of a single moment, into an empty database, in one transaction, and reads it back.</summary>
    /// <param name="progress">Called with the fraction done, 0 to 1.</param>
    /// <returns>How many rows each table has.</returns>
    /// <exception cref="DatabaseNotEmptyException">The destination is in use.</exception>
    IReadOnlyDictionary<string, long> CopyTo(IUserStore destination, Action<double>? progress, CancellationToken cancellation = default);
}
