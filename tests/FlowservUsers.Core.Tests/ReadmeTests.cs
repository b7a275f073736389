namespace FlowservUsers.Core.Tests;

public sealed class ReadmeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_lines_for_CSharp_programs_register_a_user()
    {
        string database = _folder.File("users.db");
        Readmes.Repository(database, "correct horse battery");

        using LocalUserService service = LocalUserService.Open(database);
        Assert.Equal(["alice"], service.ListUsers().Select(user => user.Username));
    }

    [Fact]
    public void The_example_of_the_package_prints_who_is_logged_in_and_why_the_key_is_refused_at_the_end()
    {
        TextWriter console = Console.Out;
        using var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            Readmes.Package(_folder.File("users.db"));
        }
        finally
        {
            Console.SetOut(console);
        }

        Assert.Collection(output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries),
            line => Assert.StartsWith("alice is Active, and logged in until ", line, StringComparison.Ordinal),
            line => Assert.Equal("alice", line),
            line => Assert.StartsWith("UnauthenticatedAccess: ", line, StringComparison.Ordinal));
    }
}
