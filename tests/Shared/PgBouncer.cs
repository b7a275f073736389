using System.Diagnostics;

namespace FlowservUsers.Tests;

/// <summary>
/// A PgBouncer in transaction mode before a server of the tests: each transaction of a client can run on another connection
/// to the server, and what one client leaves behind on it another meets. Stopped as the server is.
/// </summary>
public sealed class PgBouncer : IDisposable
{
    private const string Script = """
        set -eu
        umask 077
        folder=$(mktemp -d /tmp/flowserv-pgbouncer-XXXXXX)
        trap 'kill $bouncer 2>/dev/null || true; rm -rf "$folder"' EXIT
        trap 'exit 1' HUP INT TERM
        cat >"$folder/pgbouncer.ini" <<CONFIGURATION
        [databases]
        * = host=127.0.0.1 port=$SERVER_PORT user=flowserv
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = $PORT
        unix_socket_dir =
        auth_type = any
        pool_mode = transaction
        default_pool_size = 3
        max_client_conn = 500
        CONFIGURATION
        "$PROGRAM" "$folder/pgbouncer.ini" </dev/null >"$folder/log" 2>&1 &
        bouncer=$!
        until grep -q 'process up' "$folder/log"; do kill -0 $bouncer || { cat "$folder/log" >&2; exit 1; }; sleep 0.02; done
        echo started
        read -r end || true
        """;

    private readonly Process _keeper;

    public PgBouncer(PostgreSqlServer server)
    {
        Port = PostgreSqlServer.FreePort();
        _keeper = PostgreSqlServer.StartUnprivileged(Script, start =>
        {
            start.Environment["PROGRAM"] = FindProgram() ?? throw new InvalidOperationException(Missing);
            start.Environment["SERVER_PORT"] = $"{server.Port}";
            start.Environment["PORT"] = $"{Port}";
        });
        _ = _keeper.StandardOutput.ReadLine() ?? throw new InvalidOperationException("PgBouncer did not start; standard error says why.");
    }

    /// <summary>What to say where there is none.</summary>
    public const string Missing = "NOT RUN: there is no PgBouncer on this machine. Install it: apt-get install pgbouncer";

    /// <summary>Whether its program is here.</summary>
    public static bool Exists => FindProgram() is not null;

    public int Port { get; }

    /// <summary>The address of a database, by way of the pooler.</summary>
    public string Url(string database) => $"postgresql://{PostgreSqlServer.Owner}@127.0.0.1:{Port}/{database}";

    public void Dispose()
    {
        _keeper.StandardInput.Close();
        _keeper.WaitForExit();
        _keeper.Dispose();
    }

    private static string? FindProgram() => new[] { "/usr/sbin" }.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        .Select(folder => Path.Combine(folder, "pgbouncer")).FirstOrDefault(File.Exists);
}
