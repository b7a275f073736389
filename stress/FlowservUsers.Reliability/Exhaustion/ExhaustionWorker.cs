using System.Globalization;
using System.Runtime.Versioning;
using FlowservUsers.Users;

namespace FlowservUsers.Reliability.Exhaustion;

/// <summary>The child whose resources run out: writes a figure, or what went wrong, line by line.</summary>
[UnsupportedOSPlatform("windows")]
internal static class ExhaustionWorker
{
    public static int Run(string scarcity, string folder)
    {
        switch (scarcity)
        {
            case "disk":
                new FullDisk(folder).Run(["DatabaseFull"], ["DatabaseFull"]);
                break;
            case "file-size":
                new FullDisk(folder).Run(["DatabaseFull", "DatabaseUnavailable"], []);
                break;
            case "read-only-mount":
                new ReadOnly(folder).RunOnMount();
                break;
            case "permissions":
                new ReadOnly(folder).RunWithPermissions();
                break;
            case "handles":
                NoHandles.Run(folder);
                break;
            default:
                ShowTimes(folder);
                break;
        }
        return 0;
    }

    public static void Figure(string text) => Console.Out.WriteLine($"figure: {text}");

    public static void Check(bool holds, string problem)
    {
        if (!holds)
            Console.Out.WriteLine(problem);
    }

    /// <summary>Checks the id of an error, or that there is none for "works".</summary>
    public static void Expect(string what, Func<object> operation, params string[] allowed)
    {
        string outcome;
        try
        {
            outcome = Outcome.Of(operation);
        }
        catch (Exception exception)
        {
            Check(false, $"{what} throws {exception}");
            return;
        }
        string result = outcome.StartsWith('!') ? outcome[1..] : "works";
        Check(allowed.Contains(result), $"{what}: {outcome} instead of {string.Join(" or ", allowed)}");
        Figure($"{what}: {result}");
    }

    private static void ShowTimes(string folder)
    {
        using var service = LocalUserService.Open(Path.Combine(folder, "users.db"));
        foreach (FlowservUser user in service.Accounts.List(new UserQuery()))
            Console.Out.WriteLine($"{user.Username} {user.CreatedAt.ToString("O", CultureInfo.InvariantCulture)}");
    }
}
