using FlowservUsers.Storage;

namespace FlowservUsers.Users;

/// <summary>Finds users by name or identifier.</summary>
internal static class UserLookup
{
    /// <summary>Finds a user by identifier or by name. A text in the form of an identifier is never looked up as a name.</summary>
    /// <param name="identity">32 hexadecimal digits, or a name, case-insensitive.</param>
    /// <returns>The user, or null if there is none.</returns>
    public static FlowservUser? FindIdentity(this IUserStore store, string identity, CancellationToken cancellation)
    {
        if (UserId.TryParse(identity, out string id))
            return store.DescribeUserById(id, cancellation);
        return Username.TryParse(identity, out Username name) ? store.DescribeUser(name.Key, cancellation) : null;
    }
}
