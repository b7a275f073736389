using System.Net;
using System.Net.Sockets;
using FlowservUsers.Storage.PostgreSql;

namespace FlowservUsers.PostgreSql.Tests;

/// <summary>What becomes of a call to a server that is asked to stop.</summary>
public sealed class BlockingCallsTests : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEventSlim _end = new();
    private readonly BlockingCalls _calls = new();

    public void Dispose()
    {
        _end.Set();
        _calls.Dispose();
        _end.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public void A_call_that_ends_when_asked_to_returns_its_result() =>
        Assert.Equal(7, _calls.Run(() => Work(7), _end.Set, _stop.Token));

    [Fact]
    public void A_call_that_does_not_end_is_abandoned()
    {
        Assert.Throws<OperationCanceledException>(() => _calls.Run(() => Work(7), () => { }, _stop.Token));
        Assert.True(_calls.IsAbandoned);
    }

    [Fact]
    public void A_call_may_take_long_while_the_server_responds() =>
        Assert.Equal(7, _calls.Run(() => Wait(7), () => { }, CancellationToken.None, new Signs(this, isSilent: false)));

    [Fact]
    public void A_call_to_a_server_that_does_not_respond_is_abandoned()
    {
        Assert.Throws<TimeoutException>(() => _calls.Run(() => Wait(7), () => { }, CancellationToken.None, new Signs(this, isSilent: true)));
        Assert.True(_calls.IsAbandoned);
    }

    [Fact]
    public void A_server_that_accepts_and_then_says_nothing_is_silent_and_one_that_refuses_or_answers_is_not()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;

        Assert.True(new ServerProbe("127.0.0.1", port, TimeSpan.FromMilliseconds(50)).IsSilent(CancellationToken.None));
        Assert.False(new ServerProbe("127.0.0.1", 1, TimeSpan.FromMinutes(1)).IsSilent(CancellationToken.None));
        Assert.False(new ServerProbe("127.0.0.1", ServerFixture.Server.Port, TimeSpan.FromMinutes(1)).IsSilent(CancellationToken.None));
        Assert.False(new ServerProbe(ServerFixture.Server.SocketFolder, ServerFixture.Server.Port, TimeSpan.FromMinutes(1)).IsSilent(CancellationToken.None));
        _stop.Cancel();
        Assert.False(new ServerProbe("127.0.0.1", port, TimeSpan.FromMinutes(1)).IsSilent(_stop.Token));
    }

    // Npgsql's Cancel can throw anything where the call ends at the same moment; on a separate thread that would end the process.
    [Fact]
    public void A_failing_request_to_stop_does_not_end_the_process()
    {
        using var asked = new ManualResetEventSlim();
        Assert.Throws<OperationCanceledException>(() => _calls.Run(() => Work(7), () => Fail(asked), _stop.Token));
        asked.Wait(TestContext.Current.CancellationToken);
    }

    private static void Fail(ManualResetEventSlim asked)
    {
        asked.Set();
        throw new InvalidOperationException("as Npgsql's");
    }

    private int Work(int answer)
    {
        _stop.Cancel();
        return Wait(answer);
    }

    private int Wait(int answer)
    {
        _end.Wait(CancellationToken.None);
        return answer;
    }

    /// <summary>A server that was asked twice before the call ends, if it is not silent.</summary>
    private sealed class Signs(BlockingCallsTests test, bool isSilent) : ServerProbe("", 0, TimeSpan.FromMilliseconds(1))
    {
        private int _count;

        public override bool IsSilent(CancellationToken cancellation)
        {
            if (++_count == 2)
                test._end.Set();
            return isSilent;
        }
    }
}
