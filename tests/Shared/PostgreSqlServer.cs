using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FlowservUsers.Tests;

/// <summary>
/// A PostgreSQL server in a temporary folder, run by a user without privileges. The process that looks after it stops it
/// when its standard input ends, and so also when the tests are killed.
/// </summary>
public sealed class PostgreSqlServer : IDisposable
{
    /// <summary>The owner of the server, who needs no password.</summary>
    public const string Owner = "flowserv";

    /// <summary>What is said where there is none.</summary>
    public const string Missing = "There is no PostgreSQL server on this machine. 'dotnet pwsh build.ps1 Test' brings one where it can.";

    // Linguistic order by default where the server can, so that an order that a test sees is one that was asked for.
    private const string Script = """
        set -eu
        umask 077
        cd /
        folder=$(mktemp -d /tmp/flowserv-postgresql-XXXXXX)
        trap 'for data in data standby; do "$BIN/pg_ctl" stop -D "$folder/$data" -m immediate -s >/dev/null 2>&1 </dev/null || true; done; rm -rf "$folder"' EXIT
        trap 'exit 1' HUP INT TERM
        initialize() { "$BIN/initdb" -D "$folder/data" -U flowserv --no-sync --encoding=UTF8 "$@" </dev/null >"$folder/initdb.log" 2>&1; }
        initialize --locale=C --locale-provider=icu --icu-locale=en || { rm -rf "$folder/data"; initialize --locale=C; } || { cat "$folder/initdb.log" >&2; exit 1; }
        printf '%s' "$CERTIFICATE" >"$folder/data/server.crt"
        printf '%s' "$KEY" >"$folder/data/server.key"
        cat >>"$folder/data/postgresql.conf" <<CONFIGURATION
        listen_addresses = '127.0.0.1'
        port = $PORT
        unix_socket_directories = '$folder'
        ssl = on
        fsync = $DURABLE
        full_page_writes = $DURABLE
        max_connections = 200
        shared_buffers = $BUFFERS
        password_encryption = scram-sha-256
        CONFIGURATION
        cat >"$folder/data/pg_hba.conf" <<RULES
        local all all trust
        host all flowserv 127.0.0.1/32 trust
        host all all 127.0.0.1/32 scram-sha-256
        host replication flowserv 127.0.0.1/32 trust
        RULES
        run() { "$BIN/pg_ctl" start -D "$folder/$1" -l "$folder/$1.log" -w -s </dev/null 2>"$folder/start.log" || { cat "$folder/start.log" "$folder/$1.log" >&2; exit 1; }; }
        start() { run data; }
        # A copy of the folder while the server is stopped: not every package brings pg_basebackup.
        follow() {
            "$BIN/pg_ctl" stop -D "$folder/data" -m fast -w -s </dev/null
            rm -rf "$folder/standby"; cp -R "$folder/data" "$folder/standby"; : >"$folder/standby/standby.signal"
            cat >>"$folder/standby/postgresql.conf" <<CONFIGURATION
        port = $STANDBY_PORT
        primary_conninfo = 'host=127.0.0.1 port=$PORT user=flowserv application_name=standby'
        CONFIGURATION
            start; run standby
        }
        processes() { main=$(head -n 1 "$folder/data/postmaster.pid"); echo "$main" $(pgrep -P "$main"); }
        lives() { ps -o stat= -p "$1" | grep -qv '^Z'; }
        # Stopped first, so that it starts no process that is not in the list. What is dead may still have its number: the files with it would keep the next from starting.
        kill_all() {
            kill -STOP "$(head -n 1 "$folder/data/postmaster.pid")"; all=$(processes); kill -KILL $all
            for process in $all; do while lives "$process"; do :; done; done
            rm "$folder/data/postmaster.pid" "$folder"/.s.PGSQL.*.lock
        }
        start
        echo "$folder"; cat "$folder/data/PG_VERSION"
        while read -r command; do
            case $command in
                start) start ;;
                kill) kill_all ;;
                stop) "$BIN/pg_ctl" stop -D "$folder/data" -m immediate -w -s </dev/null ;;
                follow) follow ;;
                promote) "$BIN/pg_ctl" promote -D "$folder/standby" -w -s </dev/null ;;
                freeze) kill -STOP $(processes) ;;
                thaw) kill -CONT $(processes) ;;
            esac
            echo "$command"
        done
        """;

    private readonly Process _keeper;

    /// <param name="durable">Whether a commit waits for the disk, and the server has the memory that it has by default.</param>
    public PostgreSqlServer(bool durable = false)
    {
        Port = FreePort();
        using RSA key = RSA.Create(2048);
        using X509Certificate2 certificate = NewCertificate(key);
        Certificate = certificate.ExportCertificatePem();
        _keeper = StartUnprivileged(Script, start => Configure(start, durable, key));
        SocketFolder = _keeper.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The PostgreSQL server did not start; standard error says why.");
        Version = int.Parse(_keeper.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }

    private void Configure(ProcessStartInfo start, bool durable, RSA key)
    {
        start.Environment["BIN"] = FindPrograms() ?? throw new InvalidOperationException(Missing);
        start.Environment["PORT"] = Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["STANDBY_PORT"] = StandbyPort.ToString(CultureInfo.InvariantCulture);
        start.Environment["DURABLE"] = durable ? "on" : "off";
        start.Environment["BUFFERS"] = durable ? "128MB" : "32MB";
        start.Environment["CERTIFICATE"] = Certificate;
        start.Environment["KEY"] = key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>Starts a script as a user without privileges, which the programs of the server insist on.</summary>
    public static Process StartUnprivileged(string script, Action<ProcessStartInfo> configure, params string[] arguments)
    {
        // In a separate session, so that a signal to the tests leaves it time to stop the server.
        string[] shell = ["sh", "-c", script, "sh", .. arguments];
        string[] command = Environment.UserName == "root"
            ? ["setsid", "setpriv", .. OtherUser(), "--clear-groups", .. shell]
            : ["setsid", .. shell];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["LC_ALL"] = "C";
        configure(start);
        return Process.Start(start)!;
    }

    /// <summary>Whether the programs of a server are here: those in the folder $FLOWSERV_TEST_POSTGRESQL, Debian's newest, or those on the path.</summary>
    public static bool Exists => FindPrograms() is not null;

    public int Port { get; }

    /// <summary>The first number of its version.</summary>
    public int Version { get; }

    /// <summary>The port of the standby, once there is one.</summary>
    public int StandbyPort { get; } = FreePort();

    /// <summary>The folder of the socket.</summary>
    public string SocketFolder { get; }

    /// <summary>The certificate that the server shows, for localhost, in PEM.</summary>
    public string Certificate { get; }

    /// <summary>The address of a database for the owner.</summary>
    public string Url(string database = "postgres") => $"postgresql://{Owner}@127.0.0.1:{Port}/{database}";

    public void Start() => Ask("start");

    /// <summary>Stops the server at once, as its administrator can: it tells its clients.</summary>
    public void Stop() => Ask("stop");

    /// <summary>Kills all processes of the server (SIGKILL), without warning.</summary>
    public void Kill() => Ask("kill");

    /// <summary>Starts a standby that follows this server.</summary>
    public void Follow() => Ask("follow");

    /// <summary>Makes the standby a server that takes writes.</summary>
    public void Promote() => Ask("promote");

    /// <summary>Keeps the server from answering, without closing a connection.</summary>
    public void Freeze() => Ask("freeze");

    public void Thaw() => Ask("thaw");

    public void Dispose()
    {
        _keeper.StandardInput.Close();
        _keeper.WaitForExit();
        _keeper.Dispose();
    }

    private void Ask(string command)
    {
        _keeper.StandardInput.WriteLine(command);
        if (_keeper.StandardOutput.ReadLine() != command)
            throw new InvalidOperationException($"The PostgreSQL server did not {command}.");
    }

    private static string? FindPrograms()
    {
        const string packages = "/usr/lib/postgresql";
        IEnumerable<string> folders = Directory.Exists(packages)
            ? Directory.GetDirectories(packages).OrderByDescending(folder => folder, StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin"))
            : [];
        return folders.Prepend(Environment.GetEnvironmentVariable("FLOWSERV_TEST_POSTGRESQL") ?? "")
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    /// <summary>The server refuses to run as root.</summary>
    private static string[] OtherUser()
    {
        string[] names = ["postgres", "nobody"];
        string[] user = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(parts => names.Contains(parts[0]))
            .MinBy(parts => Array.IndexOf(names, parts[0])) ?? throw new InvalidOperationException("There is no user to run the server as.");
        return ["--reuid", user[2], "--regid", user[3]];
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static X509Certificate2 NewCertificate(RSA key)
    {
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
