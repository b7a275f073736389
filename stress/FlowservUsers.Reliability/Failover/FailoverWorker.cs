using System.Diagnostics;
using System.Globalization;

namespace FlowservUsers.Reliability.Failover;

/// <summary>A process that registers one user after another, and says of each what became of it, until it is told to stop.</summary>
internal static class FailoverWorker
{
    /// <summary>The user is stored.</summary>
    public const string Done = "done";

    /// <summary>The user may or may not be stored.</summary>
    public const string Unknown = "unknown";

    /// <summary>The user is not stored.</summary>
    public const string Refused = "refused";

    public static int Run(string database, string name)
    {
        using var service = LocalUserService.Open(database);
        using var end = new CancellationTokenSource();
        new Thread(() =>
        {
            Console.In.ReadLine();
            end.Cancel();
        }) { IsBackground = true }.Start();

        for (int number = 0; !end.IsCancellationRequested; number++)
        {
            long start = Stopwatch.GetTimestamp();
            string outcome = Try(service, $"{name}-{number}", out string message);
            long milliseconds = (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            WorkerOutput.Say(string.Create(CultureInfo.InvariantCulture, $"{outcome} {name}-{number} {milliseconds} {message}"));
        }
        return 0;
    }

    private static string Try(LocalUserService service, string user, out string message)
    {
        message = "";
        try
        {
            service.RegisterUser(user, Passwords.Of(user, 0));
            return Done;
        }
        catch (FlowservException exception)
        {
            message = exception.Message;
            return message.Contains("may or may not be stored", StringComparison.Ordinal) ? Unknown : Refused;
        }
    }
}
