using FlowservUsers.Passwords;
using FlowservUsers.Users;

namespace FlowservUsers.Storage;

/// <summary>A user to be added.</summary>
internal sealed record NewUser(string Id, Username Name, UserStatus Status, PasswordHash Password, DateTimeOffset CreatedAt)
{
    public FlowservUser ToUser() => new()
    {
        Id = Id,
        Username = Name.Text,
        Status = Status,
        CreatedAt = CreatedAt,
        ActivatedAt = Status == UserStatus.Active ? CreatedAt : null,
        PasswordChangedAt = CreatedAt,
    };
}
