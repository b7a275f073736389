using FlowservUsers.Tests;

namespace FlowservUsers.PostgreSql.Tests;

/// <summary>The server that all tests of this run share; without one, each of them fails.</summary>
public sealed class ServerFixture : IDisposable
{
    private static PostgreSqlServer? _server;

    public ServerFixture() => _server = new PostgreSqlServer();

    public static PostgreSqlServer Server => _server ?? throw new InvalidOperationException("There is no PostgreSQL server.");

    public void Dispose() => Server.Dispose();
}
