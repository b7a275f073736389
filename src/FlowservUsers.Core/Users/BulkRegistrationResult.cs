using System.Runtime.ExceptionServices;

namespace FlowservUsers.Users;

/// <summary>What became of one user of a bulk registration.</summary>
public sealed class BulkRegistrationResult
{
    private readonly FlowservUser? _user;
    private readonly Exception? _error;

    internal BulkRegistrationResult(string username, FlowservUser? user, Exception? error)
    {
        Username = username;
        _user = user;
        _error = error;
    }

    /// <summary>The name as it was given.</summary>
    public string Username { get; }

    /// <summary>Gives the user, who is safely stored.</summary>
    /// <returns>The user; a <see cref="FlowservUserWithPassword"/> if the password was generated.</returns>
    /// <exception cref="DuplicateUserException">The name is taken; names are case-insensitive.</exception>
    /// <exception cref="InvalidUsernameException">The name cannot be used.</exception>
    /// <exception cref="PasswordRejectedException">The password is against the policy.</exception>
    public FlowservUser GetUser()
    {
        if (_error is not null)
            ExceptionDispatchInfo.Throw(_error);
        return _user!;
    }
}
