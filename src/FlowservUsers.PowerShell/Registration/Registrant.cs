using System.Security;
using FlowservUsers.Users;

namespace FlowservUsers.Registration;

/// <summary>A user to register.</summary>
/// <param name="Username">The name as it was given.</param>
/// <param name="Password">The password, or null if it is to be generated.</param>
/// <param name="PasswordHash">A hash from another system instead of a password, or null.</param>
/// <param name="Status">The initial status of the user.</param>
/// <param name="Row">The number of the pipeline object, from 1; null if there is none.</param>
internal sealed record Registrant(string Username, SecureString? Password, SecureString? PasswordHash, UserStatus Status, long? Row)
{
    /// <summary>Checks the user as a registration would.</summary>
    public void Check(RegistrationPreview preview)
    {
        if (PasswordHash is not null)
            Use(PasswordHash, hash => preview.CheckHash(Username, hash));
        else if (Password is not null)
            Use(Password, password => preview.Check(Username, password));
        else
            preview.Check(Username);
    }

    /// <summary>Registers the user.</summary>
    public FlowservUser Register(UserAccounts accounts, CancellationToken cancellation)
    {
        if (PasswordHash is not null)
            return Secret.Use(PasswordHash, hash => accounts.RegisterWithHash(Username, hash, Status, cancellation));
        return Password is not null
            ? Secret.Use(Password, password => accounts.Register(Username, password, Status, cancellation))
            : accounts.RegisterWithGeneratedPassword(Username, Status, cancellation);
    }

    /// <summary>Passes the user to a bulk registration.</summary>
    public void AddTo(BulkRegistration registration)
    {
        if (PasswordHash is not null)
            Use(PasswordHash, hash => registration.AddWithHash(Username, hash, Status));
        else if (Password is not null)
            Use(Password, password => registration.Add(Username, password, Status));
        else
            registration.AddWithGeneratedPassword(Username, Status);
    }

    private delegate void SecretAction(ReadOnlySpan<char> secret);

    private static void Use(SecureString secret, SecretAction action) => Secret.Use(
        secret,
        characters =>
        {
            action(characters);
            return true;
        });
}
