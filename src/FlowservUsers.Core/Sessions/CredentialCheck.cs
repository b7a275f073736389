using System.Security.Cryptography;
using System.Text;
using FlowservUsers.Passwords;
using FlowservUsers.Storage;
using FlowservUsers.Users;

namespace FlowservUsers.Sessions;

/// <summary>
/// Checks a name and a password wherever somebody has to prove who they are. Every attempt is counted before its password
/// is checked, so that no more are checked than the policy allows, however many come at the same moment; the right password
/// clears the count together with the operation that follows. Every check costs one hash, whatever its outcome.
/// </summary>
/// <param name="context">The service.</param>
/// <param name="failure">Creates the error from the name as given; it says what was not done.</param>
internal sealed class CredentialCheck(ServiceContext context, Func<string, InvalidCredentialsException> failure)
{
    // A stopped pipeline must end within a second.
    private static readonly TimeSpan LongestCounting = TimeSpan.FromMilliseconds(500);

    /// <summary>Checks a name and a password.</summary>
    /// <param name="username">The name; errors repeat it as given.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancellation">Stops the check.</param>
    /// <param name="orIdentifier">Whether the user can be named by an identifier as well.</param>
    /// <exception cref="InvalidCredentialsException">
    /// The name is unknown, the password is wrong, or the user is not active or is locked; the error does not say which.
    /// </exception>
    public VerifiedUser Require(string username, ReadOnlySpan<char> password, CancellationToken cancellation, bool orIdentifier = false)
    {
        IUserStore store = context.Store;
        // First, before anything depends on the name.
        PasswordHasher hasher = context.Hasher;
        byte[] nameHash = HashName(username);
        string? key = Username.TryParse(username, out Username name) ? name.Key : null;
        DateTimeOffset now = context.Now;
        LoginRecord record = store.BeginLogin(
            key, nameHash, orIdentifier && UserId.TryParse(username, out string id) ? id : null, now, found => Counted(found, now), cancellation);
        FlowservPolicy policy = record.Policy;

        string? refusal = Refusal(record, now);
        PasswordVerification? outcome = null;
        try
        {
            outcome = hasher.Verify(
                password, refusal is null ? record.User?.Password : null, policy.WorkFactor, record.ForeignHashRounds,
                record.User?.User.Id ?? "", cancellation);
        }
        catch (OperationCanceledException)
        {
            // The attempt stays counted, so that nobody gets a guess for nothing by stopping before the answer.
        }

        // A caller who stops a login may already know the result, so it is recorded anyway.
        using var counting = new CancellationTokenSource();
        using CancellationTokenRegistration stop = cancellation.Register(() => counting.CancelAfter(LongestCounting));
        if (refusal is not null)
            store.RecordRefusedLogin(record.User?.User, refusal, now, counting.Token);
        else if (record.User is not { } user)
            store.RecordUnknownLogin(nameHash, now, counting.Token);
        else if (outcome is null or PasswordVerification.Failed or PasswordVerification.Unreadable)
        {
            string reason = outcome switch
            {
                null => "stopped before the password was checked",
                PasswordVerification.Failed => "wrong password",
                _ => "the stored hash cannot be read",
            };
            store.RecordFailedLogin(user.User.Id, reason, now, Counted(record, now), counting.Token);
        }
        else
            return new VerifiedUser(user, outcome == PasswordVerification.SuccessRehashNeeded, policy);
        if (outcome is null)
            cancellation.ThrowIfCancellationRequested();
        throw failure(username);
    }

    /// <summary>Clears the count for the right password where what it was given for is not done.</summary>
    public void TakeBack(VerifiedUser verified, CancellationToken cancellation) =>
        context.Store.TakeBackAttempt(verified.Stored.User.Id, verified.Stored.Password, cancellation);

    /// <summary>Records that what the right password was given for could not be done, because the user is not as it was.</summary>
    /// <returns>The error to throw.</returns>
    public InvalidCredentialsException Refuse(VerifiedUser verified, string username, CancellationToken cancellation)
    {
        TakeBack(verified, cancellation);
        context.Store.RecordRefusedLogin(verified.Stored.User, "the user was changed meanwhile", context.Now, cancellation);
        return failure(username);
    }

    /// <summary>The keyed hash that stands for an unknown name.</summary>
    public byte[] HashName(string username)
    {
        // Longer than any name; anything beyond it need not be distinguished.
        string text = username.Length > 4 * Username.MaximumLength ? username[..(4 * Username.MaximumLength)] : username;
        return HMACSHA256.HashData(context.Keys.ForNames().Value, Encoding.UTF8.GetBytes(Username.KeyOf(text)));
    }

    private static LoginCounter Counted(LoginRecord record, DateTimeOffset now) =>
        Refusal(record, now) is null ? Lockout.Count(record.Counter, now, record.Policy) : record.Counter;

    private static string? Refusal(LoginRecord record, DateTimeOffset now)
    {
        if (record.Counter.LockedUntil > now)
            return "locked";
        return record.User?.User.Status switch
        {
            UserStatus.Pending => "pending",
            UserStatus.Disabled => "disabled",
            _ => null,
        };
    }
}
