using FlowservUsers.Keys;
using FlowservUsers.Passwords;
using FlowservUsers.Storage;

namespace FlowservUsers;

/// <summary>What the parts of a service share.</summary>
internal sealed record ServiceContext(IUserStore Store, KeyRings Keys, HashFunctions HashFunctions, TimeProvider Clock)
{
    /// <summary>Hashes with the keys that the database has now.</summary>
    /// <exception cref="HashingKeyNotFoundException">One of them is missing.</exception>
    public PasswordHasher Hasher => new(Keys.Require(), HashFunctions);

    public DateTimeOffset Now => Clock.Now();
}
