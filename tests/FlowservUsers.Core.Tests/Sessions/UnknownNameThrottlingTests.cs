using System.Buffers.Binary;
using FlowservUsers.Storage.Copying;
using FlowservUsers.Storage.Sql;

namespace FlowservUsers.Core.Tests.Sessions;

public sealed class UnknownNameThrottlingTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("nobody", "NoBody ")]
    [InlineData("", "  ")]
    [InlineData("a\u0000b", "a\u0000b")]
    public void An_unknown_name_is_counted_like_any_other(string username, string sameName)
    {
        Fail(username, times: 3);
        Fail(sameName, times: 3);

        Assert.Equal(1L, _database.Query("SELECT count(*) FROM unknown_logins"));
        Assert.Equal(5L, _database.Query("SELECT failed_logins FROM unknown_logins"));
        Assert.Equal("locked", _database.Details(AuditEventType.LoginFailed)[0]);
    }

    [Fact]
    public void The_name_itself_is_not_stored_because_it_can_be_a_password_typed_in_the_wrong_place()
    {
        Fail("nobody", times: 1);

        Assert.Equal(32L, _database.Query("SELECT CAST(length(name_hash) AS BIGINT) FROM unknown_logins"));
        Assert.Equal(DBNull.Value, _database.Query("SELECT username FROM audit_events WHERE type = 'LoginFailed'"));
    }

    [Fact]
    public void The_counters_are_bounded_in_number_and_the_oldest_goes_first()
    {
        Fail("first", times: 1);
        _database.Clock.Advance(TimeSpan.FromSeconds(1));
        using (var connection = new PreparedConnection(_database.Connect()))
        {
            TableRows.Write(
                connection, CopiedTable.All.Single(table => table.Name == CopiedTable.LoginCounters),
                Enumerable.Range(1, 9999).Select(number => new object[] { BitConverter.GetBytes(number), 1L, _database.Clock.GetUtcNow().ToUnixTimeMilliseconds(), DBNull.Value }));
        }
        Fail("second", times: 1);
        Fail("first", times: 1);

        Assert.Equal(10_000L, _database.Query("SELECT count(*) FROM unknown_logins"));
        Assert.Equal(1L, _database.Query("SELECT max(failed_logins) FROM unknown_logins"));
    }

    // Neither in the order of the rows nor in that of the names.
    [Fact]
    public void The_oldest_counter_is_removed_wherever_it_is()
    {
        long now = _database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        using (var connection = new PreparedConnection(_database.Connect()))
        {
            TableRows.Write(
                connection, CopiedTable.All.Single(table => table.Name == CopiedTable.LoginCounters),
                Enumerable.Range(1, 10_000).Select(number => new object[] { Hash(number), 1L, now - Math.Abs(number - 5_000), DBNull.Value }));
            connection.Execute("UPDATE unknown_logins SET last_failed_at = 1 WHERE name_hash = @hash", ("@hash", Hash(6_000)));
        }

        Fail("nobody", times: 1);

        Assert.Equal(10_000L, _database.Query("SELECT count(*) FROM unknown_logins"));
        Assert.Equal(now - 5_000, _database.Query("SELECT min(last_failed_at) FROM unknown_logins"));

        static byte[] Hash(int number)
        {
            byte[] hash = new byte[32];
            BinaryPrimitives.WriteInt32BigEndian(hash, number);
            return hash;
        }
    }

    [Fact]
    public void A_name_that_is_registered_starts_from_zero_because_no_guess_before_could_have_been_right()
    {
        Fail("alice", times: 100);

        _database.Register();

        _database.Login();
    }

    [Fact]
    public void A_name_that_is_no_longer_used_starts_from_zero()
    {
        FlowservUser alice = _database.Register();
        Fail("alice", times: 4);
        _database.Query($"DELETE FROM users WHERE id = '{alice.Id}'");

        Fail("alice", times: 1);

        Assert.Equal(1L, _database.Query("SELECT failed_logins FROM unknown_logins"));
    }

    [Fact]
    public void A_known_name_also_pays_for_counting_unknown_ones()
    {
        FlowservUser alice = _database.Register();
        foreach (Action failure in (Action[])[() => Fail("nobody", times: 1), () => Fail("alice", times: 1), () => Disabled(alice)])
        {
            using (var connection = new PreparedConnection(_database.Connect()))
            {
                TableRows.Write(
                    connection, CopiedTable.All.Single(table => table.Name == CopiedTable.LoginCounters),
                    Enumerable.Range(1, 10_002).Select(number => new object[] { Guid.NewGuid().ToByteArray(), 1L, 0L, DBNull.Value }));
            }

            failure();

            Assert.Equal(10_000L, _database.Query("SELECT count(*) FROM unknown_logins"));
        }

        void Disabled(FlowservUser user)
        {
            _database.Service.Accounts.Disable(user.Id);
            Fail("alice", times: 1);
        }
    }

    private void Fail(string username, int times)
    {
        for (int failure = 0; failure < times; failure++)
            Assert.Throws<InvalidCredentialsException>(() => _database.Service.LoginUser(username, "wrong"));
    }
}
