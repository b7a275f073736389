using FlowservUsers.Storage;

namespace FlowservUsers.Users;

/// <summary>Finds users by what people call them.</summary>
internal static class UserLookup
{
    /// <summary>Finds a user by identifier or by name. What has the form of an identifier is never looked for among the names.</summary>
    /// <param name="identity">32 hexadecimal digits, or a name, case-insensitive.</param>
    /// <returns>The user, or null if there is none.</returns>
    public static FlowservUser? FindIdentity(this IUserStore store, string identity, CancellationToken cancellation)
    {
        if (UserId.TryParse(identity, out string id))
            return store.DescribeUserById(id, cancellation);
        return Username.TryParse(identity, out Username name) ? store.DescribeUser(name.Key, cancellation) : null;
    }
}
