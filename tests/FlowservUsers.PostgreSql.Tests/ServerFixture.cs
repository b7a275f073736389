using FlowservUsers.Tests;

// More than there are processors: most of these tests wait for the server.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]

namespace FlowservUsers.PostgreSql.Tests;

/// <summary>The server that all tests of this run share; without one, those that ask for it are skipped.</summary>
public sealed class ServerFixture : IDisposable
{
    private static PostgreSqlServer? _server;

    public ServerFixture()
    {
        if (PostgreSqlServer.Exists)
            _server = new PostgreSqlServer();
    }

    public static PostgreSqlServer Server
    {
        get
        {
            Assert.SkipWhen(_server is null, PostgreSqlServer.Missing);
            return _server!;
        }
    }

    public void Dispose() => _server?.Dispose();
}
