using System.Globalization;
using System.Text;

namespace FlowservUsers.Storage.PostgreSql;

/// <summary>A server URL in the form that every PostgreSQL tool accepts. No message about it shows a password.</summary>
/// <param name="Parameters">What the URL says, by the names of libpq's parameters; what it leaves out is missing.</param>
internal sealed record PostgreSqlAddress(IReadOnlyDictionary<string, string> Parameters)
{
    public const string Host = "host";
    public const string Port = "port";
    public const string Database = "dbname";
    public const string User = "user";
    public const string Password = "password";
    public const string Service = "service";

    private const string Separator = "://";
    private static readonly string[] Schemes = ["postgresql", "postgres"];
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The hosts, each with its port or null; one without a name where none is given.</summary>
    /// <exception cref="FormatException">There are more ports than one, but not one for each host.</exception>
    public IReadOnlyList<(string Host, string? Port)> Hosts
    {
        get
        {
            string[] hosts = Parameters.GetValueOrDefault(Host, "").Split(',');
            string[] ports = Parameters.GetValueOrDefault(Port, "").Split(',');
            if (ports.Length != 1 && ports.Length != hosts.Length)
                throw Bad($"It has {hosts.Length} hosts and {ports.Length} ports. Give one port for all hosts, or one for each.");
            return [.. hosts.Select((host, index) => (host.Trim(), ports[ports.Length == 1 ? 0 : index].Trim() is { Length: > 0 } port ? port : null))];
        }
    }

    /// <summary>Whether a text is a URL of a server. SQLAlchemy's name a driver as well, <c>postgresql+psycopg2://</c>, which does not matter here.</summary>
    public static bool IsAddress(string text)
    {
        int end = text.IndexOf(Separator, StringComparison.Ordinal);
        string scheme = end < 0 ? "" : text[..end];
        (string name, string? driver) = SplitAt(scheme, '+');
        return Schemes.Contains(name, StringComparer.OrdinalIgnoreCase) && driver?.All(character => char.IsAsciiLetterOrDigit(character) || character == '_') != false;
    }

    /// <summary>Reads a URL: <c>postgresql://user:password@host:port/database?parameter=value</c>, each part optional.</summary>
    /// <exception cref="DatabaseUnavailableException">A part cannot be understood; the message names it without its value.</exception>
    public static PostgreSqlAddress Parse(string text)
    {
        try
        {
            return Read(text);
        }
        catch (FormatException exception)
        {
            throw new DatabaseUnavailableException(DatabaseLocation.UnreadableWithoutSecrets(text), $"The URL is not valid. {exception.Message}");
        }
    }

    /// <summary>The URL as it may be shown: three asterisks instead of a password.</summary>
    public override string ToString()
    {
        string user = Uri.EscapeDataString(Parameters.GetValueOrDefault(User, ""));
        string password = Parameters.ContainsKey(Password) ? ":***" : "";
        var shown = new StringBuilder(Schemes[0]).Append(Separator);
        if (user.Length + password.Length > 0)
            shown.Append(user).Append(password).Append('@');
        shown.AppendJoin(',', Hosts.Select(Show));
        if (Parameters.TryGetValue(Database, out string? database))
            shown.Append('/').Append(Uri.EscapeDataString(database));
        if (Parameters.TryGetValue(Service, out string? service))
            shown.Append("?service=").Append(Uri.EscapeDataString(service));
        return shown.ToString();
    }

    private static PostgreSqlAddress Read(string text)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        (string beforeQuery, string? query) = SplitAt(text[(text.IndexOf(Separator, StringComparison.Ordinal) + Separator.Length)..], '?');
        (string authority, string? database) = SplitAt(beforeQuery, '/');
        // The / may be in the password; what follows is then part of it, and not the name of a database.
        if (database?.Contains('@', StringComparison.Ordinal) == true)
            throw Bad("An @ follows the first /. In a user name, password or database name, write : / ? # and @ as %3A, %2F, %3F, %23 and %40.");
        int at = authority.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            (string user, string? password) = SplitAt(authority[..at], ':');
            Add(parameters, User, user);
            Add(parameters, Password, password);
        }
        AddHosts(parameters, authority[(at + 1)..]);
        Add(parameters, Database, database);
        foreach (string item in query?.Split('&') ?? [])
            AddParameter(parameters, item);
        var address = new PostgreSqlAddress(parameters);
        _ = address.Hosts;
        return address;
    }

    private static void AddHosts(Dictionary<string, string> parameters, string authority)
    {
        if (authority.Contains('@', StringComparison.Ordinal))
            throw Bad("It has more than one @. In a user name or password, write @ as %40.");
        (string Host, string? Port)[] hosts = [.. authority.Split(',').Select(ReadHost)];
        Add(parameters, Host, string.Join(',', hosts.Select(host => host.Host)));
        if (hosts.Any(host => host.Port is not null))
            Add(parameters, Port, string.Join(',', hosts.Select(host => host.Port)));
    }

    private static (string Host, string? Port) ReadHost(string text)
    {
        int end = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        if (text.StartsWith('[') && end < 0)
            throw Bad("The ] after the host address is missing.");
        (string before, string? port) = SplitAt(text[(end + 1)..], ':');
        if (end >= 0 && before.Length > 0)
            throw Bad("Only a port can follow the ].");
        return (end >= 0 ? text[1..end] : before, port);
    }

    private static string Show((string Host, string? Port) server)
    {
        string host = server.Host.Contains(':', StringComparison.Ordinal) ? $"[{server.Host}]" : Uri.EscapeDataString(server.Host);
        return server.Port is null ? host : $"{host}:{server.Port}";
    }

    private static void AddParameter(Dictionary<string, string> parameters, string item)
    {
        (string name, string? value) = SplitAt(item, '=');
        if (value is null)
            throw Bad("The ? must be followed by parameters in the form name=value, separated by &.");
        name = Decode(name);
        if (!PostgreSqlParameters.IsKnown(name))
            throw Bad($"A parameter after the ? is not known. Supported: {PostgreSqlParameters.Names}.");
        if (parameters.ContainsKey(name))
            throw Bad($"It contains '{name}' twice.");
        Add(parameters, name, value);
    }

    private static void Add(Dictionary<string, string> parameters, string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        parameters[name] = Decode(value);
        if (name == Port && !parameters[name].Split(',').All(port => port.Length == 0 || IsPort(port.Trim())))
            throw Bad("The port is not a number from 1 to 65535. In a user name or password, write : / ? # and @ as %3A, %2F, %3F, %23 and %40.");
    }

    private static bool IsPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= 65535;

    private static string Decode(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] != '%')
            {
                int length = char.IsSurrogatePair(text, index) ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text, index, length));
                index += length - 1;
            }
            else if (index + 2 < text.Length && byte.TryParse(text.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value) && value != 0)
            {
                bytes.Add(value);
                index += 2;
            }
            else
            {
                throw Bad("A % is not followed by two hexadecimal digits. Write % as %25.");
            }
        }
        try
        {
            return StrictUtf8.GetString([.. bytes]);
        }
        catch (ArgumentException)
        {
            throw Bad("The percent-encoded text is not UTF-8.");
        }
    }

    private static (string Before, string? After) SplitAt(string text, char separator)
    {
        int index = text.IndexOf(separator, StringComparison.Ordinal);
        return index < 0 ? (text, null) : (text[..index], text[(index + 1)..]);
    }

    private static FormatException Bad(string what) => new(what);
}
