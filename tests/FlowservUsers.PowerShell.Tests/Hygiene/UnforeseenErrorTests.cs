using System.Management.Automation;
using System.Security.Cryptography;
using FlowservUsers.Passwords;

namespace FlowservUsers.PowerShell.Tests.Hygiene;

/// <summary>What nobody has foreseen is an error of the module as well.</summary>
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
    public void An_exception_from_below_has_an_id_keeps_what_happened_inside_and_repeats_nothing_of_it(string script)
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
    public void What_the_commands_after_this_one_throw_is_left_as_it_is()
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
