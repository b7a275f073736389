using System.Security;
using FlowservUsers.Users;

namespace FlowservUsers.Registration;

/// <summary>A user to be registered.</summary>
/// <param name="Username">The name as it was given.</param>
/// <param name="Password">The password, or null for one that is made.</param>
/// <param name="PasswordHash">The hash of another system in place of a password, or null.</param>
/// <param name="Status">The state that the user begins in.</param>
/// <param name="Row">Which object of the pipeline it is, from 1; null for none.</param>
internal sealed record Registrant(string Username, SecureString? Password, SecureString? PasswordHash, UserStatus Status, long? Row)
{
    /// <summary>Judges the user as the registration would.</summary>
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

    /// <summary>Hands the user over to a registration of many.</summary>
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
