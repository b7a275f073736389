using FlowservUsers.Passwords;
using FlowservUsers.Storage;
using FlowservUsers.Users;

namespace FlowservUsers.Reliability;

/// <summary>The passwords that the runs set.</summary>
internal static class Passwords
{
    /// <summary>The password of a user after a number of resets.</summary>
    public static string Of(string username, int generation) => $"correct horse battery {username} {generation}";

    /// <summary>Adds users quickly: all have the password of one.</summary>
    /// <param name="service">The service of the database.</param>
    /// <param name="prefix">What their names begin with.</param>
    /// <param name="count">How many there are.</param>
    public static void AddMany(LocalUserService service, string prefix, int count)
    {
        PasswordHash hash = service.Context.Hasher.Hash(Of(prefix, 0), 4);
        service.Context.Store.AddUsers([.. Enumerable.Range(0, count).Select(number => new NewUser(
            Guid.NewGuid().ToString("N"), Username.Parse($"{prefix}{number}"), UserStatus.Active, hash, DateTimeOffset.UnixEpoch))]);
    }
}
