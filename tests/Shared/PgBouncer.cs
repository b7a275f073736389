namespace FlowservUsers.Tests;

/// <summary>
/// A PgBouncer in transaction mode before a server of the tests: each transaction of a client can run on another connection
/// to the server, and what one client leaves behind on it another meets.
/// </summary>
public sealed class PgBouncer : IDisposable
{
    private readonly StartedProgram _program;

    public PgBouncer(PostgreSqlServer server)
    {
        string path = StartedProgram.Find("pgbouncer") ?? throw new InvalidOperationException(Missing);
        Port = PostgreSqlServer.FreePort();
        _program = new StartedProgram(
            [path],
            $"""
            [databases]
            * = host=127.0.0.1 port={server.Port} user={PostgreSqlServer.Owner}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {Port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = 3
            max_client_conn = 500
            """,
            Port);
    }

    /// <summary>What to say where there is none.</summary>
    public const string Missing = "NOT RUN: there is no PgBouncer on this machine. Install it: apt-get install pgbouncer";

    /// <summary>Whether its program is here.</summary>
    public static bool Exists => StartedProgram.Find("pgbouncer") is not null;

    public int Port { get; }

    /// <summary>The address of a database, by way of the pooler.</summary>
    public string Url(string database) => $"postgresql://{PostgreSqlServer.Owner}@127.0.0.1:{Port}/{database}";

    public void Dispose() => _program.Dispose();
}
