using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FlowservUsers.Tests;

/// <summary>
/// A program between clients and a server of the tests, which reads a file and listens on a port. Run by a user without
/// privileges; the process that looks after it ends it when its standard input ends, and so also when the tests are killed.
/// </summary>
internal sealed class StartedProgram : IDisposable
{
    private const string Script = """
        set -eu
        umask 077
        folder=$(mktemp -d /tmp/flowserv-program-XXXXXX)
        trap 'kill $program 2>/dev/null || true; rm -rf "$folder"' EXIT
        trap 'exit 1' HUP INT TERM
        printf '%s\n' "$CONFIGURATION" >"$folder/configuration"
        "$@" "$folder/configuration" </dev/null >"$folder/log" 2>&1 &
        program=$!
        echo started
        read -r end || { kill -0 $program || cat "$folder/log" >&2; }
        """;

    private readonly Process _keeper;

    /// <param name="command">The program and its options; the file comes last.</param>
    /// <param name="configuration">What is in the file.</param>
    /// <param name="port">The port that it listens on.</param>
    public StartedProgram(string[] command, string configuration, int port)
    {
        _keeper = PostgreSqlServer.StartUnprivileged(Script, start => start.Environment["CONFIGURATION"] = configuration, command);
        _keeper.StandardOutput.ReadLine();
        long end = Environment.TickCount64 + 30_000;
        while (!Listens(port))
        {
            if (Environment.TickCount64 > end)
            {
                Dispose();
                throw new InvalidOperationException($"{command[0]} did not start; standard error says why.");
            }
            Thread.Sleep(20);
        }
    }

    /// <summary>The path of a program on this machine, or null.</summary>
    public static string? Find(string name) => new[] { "/usr/sbin" }.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    public void Dispose()
    {
        _keeper.StandardInput.Close();
        _keeper.WaitForExit();
        _keeper.Dispose();
    }

    private static bool Listens(int port)
    {
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
