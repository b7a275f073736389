using System.Management.Automation;
using System.Security.Cryptography;
using FlowservUsers.Passwords;

namespace FlowservUsers.PowerShell.Tests.Hygiene;

/// <summary>An unexpected failure is reported as an error of the module.</summary>
public sealed class UnforeseenErrorTests : IDisposable
{
    private const string Planted = "Pl4nted-s3cret";

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Connect-FlowservUser alice -Password $password")]
    [InlineData("Register-FlowservUser bob -Password $password")]
    [InlineData("'bob' | Register-FlowservUser -Password $password -Parallel")]
    [InlineData("Reset-FlowservPassword alice -GeneratePassword")]
    [InlineData("Set-FlowservPassword alice -CurrentPassword $password -NewPassword another-good-phrase")]
    public void An_unexpected_exception_has_an_id_an_inner_exception_and_a_message_that_does_not_repeat_it(string script)
    {
        _engine.Run("$null = Register-FlowservUser alice -Password $password").Succeeded();
        _engine.Reopen(new BrokenHash());

        RuntimeException failure = _engine.RunToFailure(script).Failure!;

        Assert.NotNull(failure);
        Assert.StartsWith("UnexpectedError,FlowservUsers.Commands.", failure.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        var unexpected = Assert.IsType<UnexpectedException>(failure.ErrorRecord.Exception);
        Assert.Contains(Planted, Assert.IsType<CryptographicException>(unexpected.InnerException).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted, $"{failure.ErrorRecord} {failure.ErrorRecord.CategoryInfo} {failure.ErrorRecord.TargetObject}", StringComparison.Ordinal);
        Assert.Contains(nameof(CryptographicException), unexpected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Exceptions_from_later_commands_are_not_changed()
    {
        _engine.AddMany(3);
        Assert.Equal("mine", _engine.RunToFailure("Get-FlowservUser | ForEach-Object { throw 'mine' }").Failure!.Message);
        Assert.Equal([1], _engine.Run("foreach ($i in 1..3) { $i; Get-FlowservUser | ForEach-Object { break } }").Succeeded().As<int>());
    }

    private sealed class BrokenHash : HashFunctions
    {
        public override string Bcrypt(string input, string salt) => throw new CryptographicException($"It broke at {Planted}.");
    }
}
