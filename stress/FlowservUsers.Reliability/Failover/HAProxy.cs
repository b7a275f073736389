using System.Diagnostics;
using FlowservUsers.Tests;

namespace FlowservUsers.Reliability.Failover;

/// <summary>A proxy before a server and its standby: it leads to the standby once the server does not answer.</summary>
internal sealed class HAProxy : IDisposable
{
    private const string Script = """
        set -eu
        umask 077
        folder=$(mktemp -d /tmp/flowserv-haproxy-XXXXXX)
        trap 'kill $proxy 2>/dev/null || true; rm -rf "$folder"' EXIT
        trap 'exit 1' HUP INT TERM
        cat >"$folder/haproxy.cfg" <<CONFIGURATION
        defaults
            mode tcp
            timeout connect 2s
            timeout client 10m
            timeout server 10m
        frontend clients
            bind 127.0.0.1:$PORT
            default_backend servers
        backend servers
            server first 127.0.0.1:$SERVER_PORT check inter 200ms fall 2 on-marked-down shutdown-sessions
            server second 127.0.0.1:$STANDBY_PORT check inter 200ms backup
        CONFIGURATION
        /usr/sbin/haproxy -db -q -f "$folder/haproxy.cfg" </dev/null >"$folder/log" 2>&1 &
        proxy=$!
        echo started
        read -r end || true
        """;

    private readonly Process _keeper;

    public HAProxy(PostgreSqlServer server)
    {
        Port = PostgreSqlServer.FreePort();
        _keeper = PostgreSqlServer.StartUnprivileged(Script, start =>
        {
            start.Environment["PORT"] = $"{Port}";
            start.Environment["SERVER_PORT"] = $"{server.Port}";
            start.Environment["STANDBY_PORT"] = $"{server.StandbyPort}";
        });
        _keeper.StandardOutput.ReadLine();
    }

    public static bool Exists => File.Exists("/usr/sbin/haproxy");

    public int Port { get; }

    public void Dispose()
    {
        _keeper.StandardInput.Close();
        _keeper.WaitForExit();
        _keeper.Dispose();
    }
}
