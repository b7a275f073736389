using System.Net;
using System.Net.Sockets;

namespace FlowservUsers.Storage.PostgreSql;

/// <summary>
/// Checks whether a server responds, on a separate connection: it answers one question before any login,
/// even when it has no free connections.
/// </summary>
/// <param name="host">The host, or the folder of its socket.</param>
/// <param name="port">The port.</param>
/// <param name="patience">How long an answer is waited for.</param>
internal class ServerProbe(string host, int port, TimeSpan patience)
{
    /// <summary>The SSL request: the length of the message, and its code.</summary>
    public static readonly byte[] Question = [0, 0, 0, 8, 4, 210, 22, 47];

    /// <summary>How long an answer is waited for.</summary>
    public TimeSpan Patience => patience;

    /// <summary>
    /// Whether the server is silent. One that refuses the connection, or ends it, is not: the other
    /// connection reports its own outcome.
    /// </summary>
    public virtual bool IsSilent(CancellationToken cancellation)
    {
        bool isFolder = host.StartsWith('/');
        using Socket socket = isFolder ? new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new(SocketType.Stream, ProtocolType.Tcp);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using CancellationTokenRegistration closing = end.Token.Register(socket.Dispose);
        end.CancelAfter(patience);
        try
        {
            socket.Connect(isFolder ? new UnixDomainSocketEndPoint($"{host}/.s.PGSQL.{port}") : new DnsEndPoint(host, port));
            socket.Send(Question);
            socket.Receive(new byte[1]);
            return false;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return end.IsCancellationRequested && !cancellation.IsCancellationRequested;
        }
    }
}
