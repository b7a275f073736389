using System.Management.Automation;

namespace FlowservUsers.PowerShell.Tests.Users;

public sealed class RegisterTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Register-FlowservUser alice $password")]
    [InlineData("Register-FlowservUser -Username alice -Password $password")]
    [InlineData("Register-FlowservUser -Name alice -Password $secure")]
    [InlineData("Register-FlowservUser -Credential ([pscredential]::new('alice', $secure))")]
    [InlineData("[pscredential]::new('alice', $secure) | Register-FlowservUser")]
    [InlineData("[pscustomobject]@{ Username = 'alice'; Password = $password } | Register-FlowservUser")]
    [InlineData("[pscustomobject]@{ Name = 'alice'; Password = $secure } | Register-FlowservUser")]
    [InlineData("[pscustomobject]@{ Credential = [pscredential]::new('alice', $secure) } | Register-FlowservUser")]
    [InlineData("[pscustomobject]@{ Username = 'alice' } | Register-FlowservUser -Password $password")]
    public void A_password_is_accepted_in_every_form(string script)
    {
        FlowservUser user = _engine.Run(script, ("secure", Secret.Protect(Engine.GoodPassword))).One<FlowservUser>();

        Assert.Equal("alice", user.Username);
        Assert.Equal(UserStatus.Active, user.Status);
        Assert.Equal(user.Id, _engine.Service.LoginUser("alice", Engine.GoodPassword).UserId);
    }

    [Fact]
    public void A_user_can_be_registered_as_pending()
    {
        Assert.Equal(UserStatus.Pending, _engine.Run("Register-FlowservUser alice $password -RequireActivation").One<FlowservUser>().Status);
        Assert.Equal(UserStatus.Active, _engine.Run("Enable-FlowservUser alice").One<FlowservUser>().Status);
        _engine.Run("Connect-FlowservUser -Username alice -Password $password").Succeeded();
    }

    [Fact]
    public void Rows_are_registered_in_order_and_a_bad_one_does_not_end_the_pipeline()
    {
        EngineOutcome outcome = _engine.Run(
            """
            'alice', 'ALICE', '', "a`nb", 'bob' | ForEach-Object { [pscustomobject]@{ Username = $_; Password = $password } } | Register-FlowservUser
            """);

        Assert.Null(outcome.Failure);
        Assert.Equal(["alice", "bob"], outcome.As<FlowservUser>().Select(user => user.Username));
        Assert.Equal(
            ["DuplicateUser", "InvalidUsername", "InvalidUsername"],
            outcome.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public void A_taken_name_is_a_DuplicateUser_error_of_that_name()
    {
        _engine.Run("Register-FlowservUser alice $password").Succeeded();

        ErrorRecord error = _engine.Run("Register-FlowservUser Alice $password").NonTerminating("DuplicateUser");
        Assert.Equal("DuplicateUser,FlowservUsers.Commands.RegisterFlowservUserCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
        Assert.Equal("Alice", error.TargetObject);
        Assert.IsType<DuplicateUserException>(error.Exception);
    }

    [Theory]
    [InlineData("''")]
    [InlineData("' '")]
    [InlineData("\"a`0b\"")]
    [InlineData("\"a`e[2Jb\"")]
    [InlineData("('x' * 513)")]
    [InlineData("([string][char]0xD800)")]
    [InlineData("([string][char]0x200B)")]
    [InlineData("([string][char]0x2028 + 'a' + [char]0x2028 + 'b')")]
    public void A_name_that_cannot_be_used_is_an_InvalidUsername_error(string name)
    {
        ErrorRecord error = _engine.Run($"Register-FlowservUser -Username {name} -Password $password").NonTerminating("InvalidUsername");

        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.IsType<InvalidUsernameException>(error.Exception);
        Assert.IsType<string>(error.TargetObject);
        Assert.DoesNotContain(error.ToString(), char.IsControl);
        Assert.Empty(_engine.Service.ListUsers());
    }

    [Theory]
    [InlineData("''", "Blank,TooShort")]
    [InlineData("'qz7Kp'", "TooShort")]
    [InlineData("'password123'", "TooCommon")]
    [InlineData("('x' * 1025)", "TooLong")]
    [InlineData("'zebulon-the-third'", "ContainsUsername")]
    public void A_password_that_violates_the_policy_is_a_PasswordRejected_error_with_every_reason(string password, string reasons)
    {
        ErrorRecord error = _engine.Run($"Register-FlowservUser zebulon-the-third {password}").NonTerminating("PasswordRejected");

        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Equal("zebulon-the-third", error.TargetObject);
        Assert.Equal(reasons, string.Join(',', Assert.IsType<PasswordRejectedException>(error.Exception).Reasons));
        Assert.Empty(_engine.Service.ListUsers());
    }

    [Fact]
    public void A_row_with_an_empty_column_is_reported_by_its_user_and_not_included_in_the_error_record()
    {
        EngineOutcome outcome = _engine.Run(
            "[pscustomobject]@{ Username = $null; Password = $password }, [pscustomobject]@{ Username = 'alice'; Password = $null } | Register-FlowservUser");

        Assert.Equal(["InvalidUsername", "PasswordRejected"], outcome.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal(["", "alice"], outcome.Errors.Select(error => error.TargetObject));
    }

    [Fact]
    public void A_generated_password_is_shown_once_and_as_text_only_on_request()
    {
        var user = _engine.Run("Register-FlowservUser alice -GeneratePassword").One<FlowservUserWithPassword>();
        Assert.IsNotType<string>(user.Password);
        string password = Secret.Reveal(user.Password);
        Assert.Equal(user.Id, _engine.Service.LoginUser("alice", password).UserId);

        string[] texts = [.. _engine.Run("'bob', 'carol' | ForEach-Object { [pscustomobject]@{ Username = $_ } } | Register-FlowservUser -GeneratePassword -AsPlainText").Succeeded()
            .As<FlowservUserWithPassword>().Select(added => Assert.IsType<string>(added.Password))];
        Assert.Equal(2, texts.Distinct().Count());
        Assert.NotEmpty(_engine.Run("Connect-FlowservUser -Username carol -Password $text", ("text", texts[1])).Succeeded().Output);
        Assert.Null(_engine.Run("Get-FlowservUser alice").One<FlowservUser>() as FlowservUserWithPassword);
    }

    [Theory]
    [InlineData("Register-FlowservUser alice $password -WhatIf")]
    [InlineData("Register-FlowservUser alice -GeneratePassword -WhatIf")]
    [InlineData("[pscustomobject]@{ Username = 'alice'; Password = $password } | Register-FlowservUser -WhatIf")]
    [InlineData("$WhatIfPreference = $true; Register-FlowservUser alice $password; $WhatIfPreference = $false")]
    public void WhatIf_registers_nobody_and_creates_nothing(string script)
    {
        Assert.Empty(_engine.Run(script).Succeeded().Output);
        Assert.Empty(_engine.Service.ListUsers());

        Assert.Empty(_engine.Run("Register-FlowservUser alice $password -Database $folder/new.db -WhatIf").Succeeded().Output);
        Assert.False(File.Exists(Path.Combine(_engine.Folder, "new.db")));
    }

    [Fact]
    public void Registering_creates_a_missing_database()
    {
        _engine.Run("Register-FlowservUser alice $password -Database new.db").Succeeded();

        Assert.Equal("alice", _engine.Run("Get-FlowservUser -Database $folder/new.db").One<FlowservUser>().Username);
        FlowservUsers.Databases.OpenServices.Close(Path.Combine(_engine.Folder, "new.db"));
    }
}
