using FlowservUsers.Passwords;

namespace FlowservUsers.Storage;

/// <summary>A user with the hash of the password.</summary>
internal sealed record StoredUser(FlowservUser User, PasswordHash Password);
