using FlowservUsers.Passwords;
using FlowservUsers.Storage;

namespace FlowservUsers.Users;

/// <summary>
/// Checks users as a registration would, without storing or hashing anything: names, taken names, and
/// passwords. A later registration can still find that another process has taken a name meanwhile.
/// </summary>
public sealed class RegistrationPreview
{
    private readonly IUserStore? _store;
    private readonly CancellationToken _cancellation;
    private readonly HashSet<string> _assumed = new(StringComparer.Ordinal);

    internal RegistrationPreview(IUserStore? store, CancellationToken cancellation)
    {
        _store = store;
        _cancellation = cancellation;
    }

    /// <summary>Judges a name, for a user whose password need not be looked at.</summary>
    /// <param name="username">The name.</param>
    /// <exception cref="DuplicateUserException">The name is taken, or was assumed to be.</exception>
    /// <exception cref="InvalidUsernameException">The name cannot be used.</exception>
    public void Check(string username) => RequireFree(Username.Parse(username));

    /// <summary>Judges a name and a password.</summary>
    /// <param name="username">The name.</param>
    /// <param name="password">The password.</param>
    /// <exception cref="DuplicateUserException">The name is taken, or was assumed to be.</exception>
    /// <exception cref="InvalidUsernameException">The name cannot be used.</exception>
    /// <exception cref="PasswordRejectedException">The password violates the policy.</exception>
    public void Check(string username, ReadOnlySpan<char> password)
    {
        Username name = Username.Parse(username);
        RequireFree(name);
        PasswordRules.Require(password, name.Text, _store?.ReadPolicy(_cancellation) ?? new FlowservPolicy());
    }

    /// <summary>Judges a name and the hash of another system.</summary>
    /// <param name="username">The name.</param>
    /// <param name="passwordHash">The hash.</param>
    /// <exception cref="DuplicateUserException">The name is taken, or was assumed to be.</exception>
    /// <exception cref="InvalidUsernameException">The name cannot be used.</exception>
    /// <exception cref="InvalidPasswordHashException">The hash is damaged, too costly, or not in a supported format.</exception>
    public void CheckHash(string username, ReadOnlySpan<char> passwordHash)
    {
        Username name = Username.Parse(username);
        ForeignHash.Require(passwordHash, name.Text);
        RequireFree(name);
    }

    /// <summary>Assumes that a user was registered: a later one with the same name is a duplicate.</summary>
    /// <param name="username">A name that can be used.</param>
    public void Assume(string username) => _assumed.Add(Username.Parse(username).Key);

    private void RequireFree(Username name)
    {
        if (_assumed.Contains(name.Key) || _store?.FindUser(name.Key, _cancellation) is not null)
            throw new DuplicateUserException(name.Text);
    }
}
