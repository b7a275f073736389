using FlowservUsers.Passwords;
using FlowservUsers.Storage;

namespace FlowservUsers;

/// <summary>What the parts of a service share.</summary>
internal sealed record ServiceContext(IUserStore Store, PasswordHasher Hasher, TimeProvider Clock)
{
    public DateTimeOffset Now => Clock.Now();
}
