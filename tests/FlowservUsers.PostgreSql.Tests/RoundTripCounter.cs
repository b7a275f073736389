using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using FlowservUsers.Tests;

namespace FlowservUsers.PostgreSql.Tests;

/// <summary>
/// Passes on what a client and the server of the tests say to each other, and counts how often the client ends what it
/// says to wait for the answer: the messages Sync and Query.
/// </summary>
internal sealed class RoundTripCounter : IDisposable
{
    private const byte Sync = (byte)'S';
    private const byte Query = (byte)'Q';

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _clients = [];
    private int _count;

    public RoundTripCounter()
    {
        _listener.Start();
        Start(Accept);
    }

    /// <summary>The address of a database by this way. What is encrypted could not be counted.</summary>
    public string Url(string database) =>
        $"postgresql://{PostgreSqlServer.Owner}@127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{database}?sslmode=disable";

    /// <summary>How many round trips an operation takes.</summary>
    public int Of(Action operation)
    {
        int before = Volatile.Read(ref _count);
        operation();
        return Volatile.Read(ref _count) - before;
    }

    public void Dispose()
    {
        _listener.Dispose();
        lock (_clients)
            _clients.ForEach(client => client.Dispose());
    }

    private static void Start(Action work) => new Thread(() =>
    {
        try
        {
            work();
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two has gone.
        }
    }) { IsBackground = true }.Start();

    private void Accept()
    {
        while (true)
        {
            TcpClient client = Keep(_listener.AcceptTcpClient());
            TcpClient server = Keep(new TcpClient("127.0.0.1", ServerFixture.Server.Port));
            Start(() => server.GetStream().CopyTo(client.GetStream()));
            Start(() =>
            {
                using (client)
                using (server)
                    PassOn(client.GetStream(), server.GetStream());
            });
        }
    }

    private TcpClient Keep(TcpClient client)
    {
        client.NoDelay = true;
        lock (_clients)
            _clients.Add(client);
        return client;
    }

    // The first message has no type, and each has its length.
    private void PassOn(NetworkStream from, NetworkStream to)
    {
        for (int typeLength = 0; ; typeLength = 1)
        {
            byte[] head = new byte[typeLength + 4];
            from.ReadExactly(head);
            byte[] body = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(typeLength)) - 4];
            from.ReadExactly(body);
            if (typeLength == 1 && head[0] is Sync or Query)
                Interlocked.Increment(ref _count);
            to.Write([.. head, .. body]);
        }
    }
}
