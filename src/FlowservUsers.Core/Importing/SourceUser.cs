namespace FlowservUsers.Importing;

/// <summary>A user as stored by flowserv-core. A value that does not have its column's type is null.</summary>
internal sealed record SourceUser(
    string? Id, string? Name, string? Secret, bool? Active, string? Key, string? KeyExpires, string? RequestId, string? RequestExpires);
