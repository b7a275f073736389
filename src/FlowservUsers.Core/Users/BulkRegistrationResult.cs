using System.Runtime.ExceptionServices;

namespace FlowservUsers.Users;

/// <summary>The result for one user of a bulk registration.</summary>
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

    /// <summary>Returns the user, who has been stored durably.</summary>
    /// <returns>The user; a <see cref="FlowservUserWithPassword"/> if the password was generated.</returns>
    /// <exception cref="DuplicateUserException">The name is taken; names are case-insensitive.</exception>
    /// <exception cref="InvalidUsernameException">The name cannot be used.</exception>
    /// <exception cref="PasswordRejectedException">The password violates the policy.</exception>
    public FlowservUser GetUser()
    {
        if (_error is not null)
            ExceptionDispatchInfo.Throw(_error);
        return _user!;
    }
}
