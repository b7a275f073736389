namespace FlowservUsers.Importing;

/// <summary>A user as a database of flowserv-core has it. What has not the type of its column is null.</summary>
internal sealed record SourceUser(
    string? Id, string? Name, string? Secret, bool? Active, string? Key, string? KeyExpires, string? RequestId, string? RequestExpires);
