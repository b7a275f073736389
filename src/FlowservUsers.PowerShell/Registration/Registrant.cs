using System.Security;
using FlowservUsers.Users;

namespace FlowservUsers.Registration;

/// <summary>A user to be registered.</summary>
/// <param name="Username">The name as it was given.</param>
/// <param name="Password">The password, or null for one that is made.</param>
/// <param name="Status">The state that the user begins in.</param>
/// <param name="Row">Which object of the pipeline it is, from 1; null for none.</param>
internal sealed record Registrant(string Username, SecureString? Password, UserStatus Status, long? Row)
{
    /// <summary>Judges the user as the registration would.</summary>
    public void Check(RegistrationPreview preview)
    {
        if (Password is null)
            preview.Check(Username);
        else
        {
            Use(password =>
            {
                preview.Check(Username, password);
                return true;
            });
        }
    }

    /// <summary>Registers the user.</summary>
    public FlowservUser Register(UserAccounts accounts, CancellationToken cancellation) => Password is null
        ? accounts.RegisterWithGeneratedPassword(Username, Status, cancellation)
        : Use(password => accounts.Register(Username, password, Status, cancellation));

    /// <summary>Hands the user over to a registration of many.</summary>
    public void AddTo(BulkRegistration registration)
    {
        if (Password is null)
            registration.AddWithGeneratedPassword(Username, Status);
        else
        {
            Use(password =>
            {
                registration.Add(Username, password, Status);
                return true;
            });
        }
    }

    private T Use<T>(SecretFunction<T> function) => Secret.Use(Password, function);
}
