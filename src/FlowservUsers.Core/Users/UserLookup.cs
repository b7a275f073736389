using FlowservUsers.Storage;

namespace FlowservUsers.Users;

/// <summary>Finds users by what people call them.</summary>
internal static class UserLookup
{
    /// <summary>Finds a user by identifier or by name; an identifier wins over a name.</summary>
    /// <param name="identity">32 hexadecimal digits, or a name in whatever case.</param>
    /// <returns>The user, or null if there is none.</returns>
    public static FlowservUser? FindIdentity(this IUserStore store, string identity, CancellationToken cancellation)
    {
        StoredUser? found = store.FindUserById(identity, cancellation);
        if (found is null && Guid.TryParseExact(identity, "N", out _))
            found = store.FindUserById(identity.ToLowerInvariant(), cancellation);
        if (found is null && Username.TryParse(identity, out Username name))
            found = store.FindUser(name.Key, cancellation);
        return found?.User;
    }
}
