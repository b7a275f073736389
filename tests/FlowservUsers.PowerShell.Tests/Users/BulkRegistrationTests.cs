using System.Management.Automation;

namespace FlowservUsers.PowerShell.Tests.Users;

/// <summary>Users who come through the pipeline.</summary>
public sealed class BulkRegistrationTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Username")]
    [InlineData("UserName")]
    [InlineData("Name")]
    public void Rows_bind_by_the_names_of_their_columns(string column)
    {
        EngineOutcome outcome = _engine.Run(
            "'zoe', 'alice', 'bob' | ForEach-Object { [pscustomobject]@{ $column = $_; Password = $password; Department = 'x' } } | Register-FlowservUser",
            ("column", column));

        Assert.Equal(["zoe", "alice", "bob"], outcome.Succeeded().As<FlowservUser>().Select(user => user.Username));
        _engine.Run("Connect-FlowservUser -Username bob -Password $password").Succeeded();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" | ForEach-Object { throw 'enough' }")]
    public void No_thread_is_left_when_the_pipeline_has_ended(string rest)
    {
        var hashing = new ThreadRecordingHashFunctions();
        _engine.Reopen(hashing);
        string rows = "300..1 | ForEach-Object { [pscustomobject]@{ Username = \"user$_\"; Password = $password } }";
        _engine.Run($"try {{ {rows} | Register-FlowservUser -Parallel{rest} }} catch {{ }}").Succeeded();

        Assert.NotEmpty(hashing.Threads);
        Assert.All(hashing.Threads, thread => Assert.True(thread.Join(TimeSpan.FromSeconds(30))));
    }

    [Fact]
    public void Many_rows_are_written_in_input_order()
    {
        EngineOutcome outcome = _engine.Run(
            "300..1 | ForEach-Object { [pscustomobject]@{ Username = \"user$_\"; Password = $password } } | Register-FlowservUser -Parallel");

        Assert.Equal(
            Enumerable.Range(1, 300).Reverse().Select(number => $"user{number}"),
            outcome.Succeeded().As<FlowservUser>().Select(user => user.Username));
    }

    [Fact]
    public void A_bad_row_is_reported_with_its_user_and_the_rest_is_done()
    {
        EngineOutcome outcome = _engine.Run(
            """
            @(
                [pscustomobject]@{ Username = 'alice'; Password = $password }
                [pscustomobject]@{ Username = 'bob'; Password = 'short' }
                [pscustomobject]@{ Username = ''; Password = $password }
                [pscustomobject]@{ Username = 'ALICE'; Password = $password }
                [pscustomobject]@{ Username = 'carol'; Password = $password }
            ) | Register-FlowservUser
            """);

        Assert.Null(outcome.Failure);
        Assert.Equal(["alice", "carol"], outcome.As<FlowservUser>().Select(user => user.Username));
        Assert.Equal(
            ["PasswordRejected bob", "InvalidUsername ", "DuplicateUser ALICE"],
            outcome.Errors.Select(error => $"{error.FullyQualifiedErrorId.Split(',')[0]} {error.TargetObject}"));
    }

    [Fact]
    public void Errors_name_no_password()
    {
        EngineOutcome outcome = _engine.Run("[pscustomobject]@{ Username = 'bob'; Password = 'hunter2' } | Register-FlowservUser");

        Assert.DoesNotContain("hunter2", outcome.NonTerminating("PasswordRejected").Exception.ToString());
    }

    [Fact]
    public void Generated_passwords_are_on_the_objects()
    {
        EngineOutcome outcome = _engine.Run(
            "'alice', 'bob' | ForEach-Object { [pscustomobject]@{ Username = $_ } } | Register-FlowservUser -GeneratePassword -AsPlainText");

        Assert.All(outcome.Succeeded().As<FlowservUserWithPassword>(), user =>
            Assert.Equal(user.Id, _engine.Service.LoginUser(user.Username, (string)user.Password).UserId));
        Assert.Equal(2, outcome.Output.Count);
    }

    [Fact]
    public void Credentials_can_be_piped()
    {
        var credentials = new[] { new PSCredential("alice", Secret.Protect(Engine.GoodPassword)), new PSCredential("bob", Secret.Protect(Engine.GoodPassword)) };

        EngineOutcome outcome = _engine.Run("$credentials | Register-FlowservUser -RequireActivation", ("credentials", credentials));

        Assert.Equal(["alice Pending", "bob Pending"], outcome.Succeeded().As<FlowservUser>().Select(user => $"{user.Username} {user.Status}"));
    }

    [Fact]
    public void WhatIf_registers_nobody_and_creates_no_database()
    {
        EngineOutcome outcome = _engine.Run(
            "1..3 | ForEach-Object { [pscustomobject]@{ Username = \"user$_\"; Password = $password } } | Register-FlowservUser -WhatIf -Database $folder/new.db");

        Assert.Empty(outcome.Succeeded().Output);
        Assert.False(File.Exists(Path.Combine(_engine.Folder, "new.db")));
    }

    [Fact]
    public void A_stop_downstream_keeps_what_was_written_and_at_most_the_rest_of_one_parallel_batch()
    {
        EngineOutcome outcome = _engine.Run(
            """
            1..400 | ForEach-Object { [pscustomobject]@{ Username = "user$($_ + 1000)"; Password = $password } } |
                Register-FlowservUser -Parallel | ForEach-Object { $_; if ($_.Username -eq 'user1010') { throw 'enough' } }
            """);

        Assert.NotNull(outcome.Failure);
        string[] names = [.. _engine.Service.ListUsers().Select(user => user.Username)];
        Assert.InRange(names.Length, 10, 10 + 63);
        Assert.Equal(Enumerable.Range(1001, names.Length).Select(number => $"user{number}"), names);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_throttle_limit_below_one_is_refused(int limit) =>
        _engine.Run("try { [pscustomobject]@{ Username = 'a'; Password = $password } | Register-FlowservUser -Parallel -ThrottleLimit $limit } catch { throw }", ("limit", limit))
            .Terminating("ParameterArgumentValidationError");
}
