using FlowservUsers.Tests;

namespace FlowservUsers.Reliability.Failover;

/// <summary>A proxy before a server and its standby: it leads to the standby once the server does not answer.</summary>
internal sealed class HAProxy : IDisposable
{
    private readonly StartedProgram _program;

    public HAProxy(PostgreSqlServer server)
    {
        Port = PostgreSqlServer.FreePort();
        _program = new StartedProgram(
            [StartedProgram.Find("haproxy")!, "-db", "-q", "-f"],
            $"""
            defaults
                mode tcp
                timeout connect 2s
                timeout client 10m
                timeout server 10m
            frontend clients
                bind 127.0.0.1:{Port}
                default_backend servers
            backend servers
                server first 127.0.0.1:{server.Port} check inter 200ms fall 2 on-marked-down shutdown-sessions
                server second 127.0.0.1:{server.StandbyPort} check inter 200ms backup
            """,
            Port);
    }

    public static bool Exists => StartedProgram.Find("haproxy") is not null;

    public int Port { get; }

    public void Dispose() => _program.Dispose();
}
