using System.Security;
using FlowservUsers.Passwords;

namespace FlowservUsers.Users;

/// <summary>A user who is being registered: first a password, later a hash, or the error against it.</summary>
/// <param name="given">The name as it was given.</param>
/// <param name="password">The password, which is erased as soon as it is not needed.</param>
/// <param name="isGenerated">Whether to return the password with the user.</param>
/// <param name="status">The initial status of the user.</param>
/// <param name="policy">The current policy.</param>
internal sealed class PendingRegistration(string given, char[] password, bool isGenerated, UserStatus status, FlowservPolicy policy)
{
    private readonly TaskCompletionSource _finished = new();

    public string Given { get; } = given;

    /// <summary>The identifier that the user is to have.</summary>
    public string Id { get; } = UserId.New();

    public UserStatus Status { get; } = status;

    public Username Name { get; set; }

    public PasswordHash? Hash { get; private set; }

    public SecureString? GeneratedPassword { get; private set; }

    public Exception? Error { get; private set; }

    public bool IsFinished => _finished.Task.IsCompleted;

    public void Wait(CancellationToken cancellation) => _finished.Task.Wait(cancellation);

    /// <summary>Checks and hashes the password. Never throws: the error is for the thread that waits.</summary>
    public void Work(PasswordHasher hasher)
    {
        try
        {
            PasswordRules.Require(password, Name.Text, policy);
            Hash = hasher.Hash(password, policy.WorkFactor);
            if (isGenerated)
                GeneratedPassword = Secret.Protect(password);
        }
        catch (Exception exception)
        {
            Error = exception;
        }
        finally
        {
            PasswordText.Erase(password);
            _finished.SetResult();
        }
    }

    /// <summary>Takes a hash that need not be made.</summary>
    public void Complete(PasswordHash hash)
    {
        Hash = hash;
        _finished.SetResult();
    }

    public void Fail(FlowservException error)
    {
        PasswordText.Erase(password);
        Error = error;
        _finished.SetResult();
    }

    /// <summary>Erases what nobody waits for any more.</summary>
    public void Discard()
    {
        PasswordText.Erase(password);
        GeneratedPassword?.Dispose();
    }
}
