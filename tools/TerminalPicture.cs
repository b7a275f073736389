// Makes docs/terminal.svg, the picture in the README: types commands at PowerShell in a real terminal and draws what it shows.
// Needs the built module and the program script of util-linux, which gives PowerShell a terminal, and takes about a minute:
//     dotnet tool restore && dotnet pwsh build.ps1 Build && dotnet run tools/TerminalPicture.cs
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

const string Picture = "docs/terminal.svg";
const string Module = "output/FlowservUsers";
if (!Directory.Exists(Module))
{
    Console.Error.WriteLine("Build the module first, and run this from the root of the repository.");
    return 2;
}

DirectoryInfo folder = Directory.CreateTempSubdirectory("flowserv-picture-");
try
{
    string database = Path.Combine(folder.FullName, "users.db");

    // Failed logins lock a user for a second, then for twice as long each time: repeated until the lock outlasts the picture.
    using Process setUp = Run("dotnet", ["pwsh", "-NoProfile", "-Command", $$"""
        Import-Module ./{{Module}}
        Register-FlowservUser bob -GeneratePassword | Out-Null
        Register-FlowservUser carol -GeneratePassword -RequireActivation | Out-Null
        do { Connect-FlowservUser -Username bob -Password 'not this' -ErrorAction Ignore }
        until ((Get-FlowservUser bob).LockedUntil -gt (Get-Date).AddSeconds(25))
        """], database);
    setUp.StandardInput.Close();
    setUp.WaitForExit();

    // PSReadLine draws the line again at every key; without it what is typed is echoed as it comes.
    string profile = Path.Combine(folder.FullName, "profile.ps1");
    File.WriteAllText(profile, $$"""
        Remove-Module PSReadLine -ErrorAction Ignore
        Import-Module ./{{Module}}
        function prompt { 'PS> ' }
        """);
    var screen = new Screen();
    using Process terminal = Run("script", ["--quiet", "--return", "--command",
        $"stty -echo rows 60 cols {Screen.Width}; dotnet pwsh -NoProfile -NoLogo -NoExit -File {profile}", "/dev/null"], database);

    const string Prompt = "PS> ";
    const string Draw = "";
    (string Expected, string Typed)[] conversation =
    [
        (Prompt, "Register-FlowservUser alice"),
        ("Password: ", "correct horse battery"),
        (Prompt, "Connect-FlowservUser alice"),
        ("Password: ", "correct horse battery"),
        (Prompt, "(Get-FlowservCurrentUser).Username"),
        (Prompt, "Get-FlowservUser -All"),
        (Prompt, "Register-FlowservUser alice -GeneratePassword"),
        (Prompt, Draw),
    ];
    foreach ((string expected, string typed) in conversation)
    {
        // A prompt that is still there while PowerShell asks for the cursor is no new one.
        int lastCharacter;
        do
        {
            int character = lastCharacter = terminal.StandardOutput.Read();
            if (character < 0)
                throw new InvalidOperationException($"PowerShell ended before it showed '{expected}'.");
            if (screen.Write((char)character) is { } answer)
            {
                terminal.StandardInput.Write(answer);
                terminal.StandardInput.Flush();
            }
        }
        while (lastCharacter != expected[^1] || !screen.EndsWith(expected));

        if (typed == Draw)
            break;
        terminal.StandardInput.Write(typed + "\r");
        terminal.StandardInput.Flush();
    }
    File.WriteAllText(Picture, Drawing.Of(screen).ToString() + "\n");
    terminal.Kill(entireProcessTree: true);
    terminal.WaitForExit();
    Console.WriteLine($"{Picture} is drawn.");
    return 0;
}
finally
{
    folder.Delete(recursive: true);
}

static Process Run(string program, string[] arguments, string database)
{
    var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
    start.Environment["FLOWSERV_DATABASE"] = database;
    start.Environment["TERM"] = "xterm-256color";
    foreach (string variable in (string[])["NO_COLOR", "CI", "FLOWSERV_ACCESS_TOKEN", "FLOWSERV_AUTH_TTL"])
        start.Environment.Remove(variable);
    return Process.Start(start)!;
}

/// <summary>How a character looks.</summary>
internal readonly record struct Style(int Colour, bool Bold);

/// <summary>As much of a terminal as PowerShell uses: lines of characters, a cursor that moves forward, colours.</summary>
internal sealed partial class Screen
{
    public const int Width = 80;

    private readonly StringBuilder _escape = new();
    private Style _style;
    private int _column;

    public List<List<(char Character, Style Style)>> Lines { get; } = [[]];

    public bool EndsWith(string text) => string.Concat(Lines[^1].Select(cell => cell.Character)).EndsWith(text, StringComparison.Ordinal);

    /// <returns>What the terminal answers: where the cursor is, when it is asked.</returns>
    public string? Write(char character)
    {
        if (_escape.Length > 0 || character == '\e')
            return Escape(character);
        if (character == '\r')
            _column = 0;
        else if (character == '\b')
            _column--;
        else if (character == '\n')
            NewLine();
        else if (!char.IsControl(character))
            Put(character);
        return null;
    }

    private void Put(char character)
    {
        if (_column == Width)
            NewLine();
        if (_column < Lines[^1].Count)
            Lines[^1].RemoveAt(_column);
        Lines[^1].Insert(_column++, (character, _style));
    }

    private void NewLine()
    {
        Lines.Add([]);
        _column = 0;
    }

    /// <summary>Collects an escape sequence; of those that are complete, the ones for colours and the cursor have a meaning here.</summary>
    private string? Escape(char character)
    {
        _escape.Append(character);
        if (!Complete().IsMatch(_escape.ToString()))
            return null;
        string sequence = _escape.ToString();
        _escape.Clear();
        if (sequence.StartsWith("\e[", StringComparison.Ordinal) && character == 'm')
        {
            foreach (string number in sequence[2..^1].Split(';'))
                Apply(number.Length == 0 ? 0 : int.Parse(number, CultureInfo.InvariantCulture));
        }
        else if (character == 'H' && sequence.Contains(';', StringComparison.Ordinal))
        {
            // PowerShell goes back to where the line that is typed began.
            _column = int.Parse(sequence[(sequence.IndexOf(';', StringComparison.Ordinal) + 1)..^1], CultureInfo.InvariantCulture) - 1;
        }
        return sequence == "\e[6n" ? $"\e[{Lines.Count};{_column + 1}R" : null;
    }

    private void Apply(int code) => _style = code switch
    {
        0 => default,
        1 => _style with { Bold = true },
        22 => _style with { Bold = false },
        39 => _style with { Colour = 0 },
        (>= 30 and <= 37) or (>= 90 and <= 97) => _style with { Colour = code },
        _ => _style,
    };

    // A sequence with parameters, a title that ends with a bell, or a single character.
    [GeneratedRegex(@"^\e(\[[0-?]*[@-~]|\][^\a]*\a|[^\[\]])$")]
    private static partial Regex Complete();
}

/// <summary>The picture of a screen in a window, with nothing in it that a page would have to allow or load.</summary>
internal static partial class Drawing
{
    private const double CharacterWidth = 8.4;
    private const int LineHeight = 19;
    private const int Margin = 18;
    private const int TitleHeight = 42;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>By the number of the colour; what is not here has the colour of ordinary text.</summary>
    private static readonly Dictionary<int, string> Colours = new()
    {
        [31] = "#ff7b72", [32] = "#7ee787", [33] = "#e3b341", [34] = "#79c0ff", [35] = "#d2a8ff", [36] = "#56d4dd",
        [90] = "#8b949e", [91] = "#ffa198", [92] = "#7ee787", [93] = "#f2cc60", [94] = "#a5d6ff", [95] = "#e2c5ff", [96] = "#76e3ea",
    };

    public static XElement Of(Screen screen)
    {
        // The last line is the prompt at which nothing was typed yet.
        var lines = screen.Lines.SkipLast(1).SkipWhile(line => line.Count == 0).ToList();
        double width = (Screen.Width * CharacterWidth) + (2 * Margin);
        int height = TitleHeight + (lines.Count * LineHeight) + Margin;
        return new XElement(
            Svg + "svg",
            new XAttribute("viewBox", FormattableString.Invariant($"0 0 {width} {height}")),
            new XAttribute("width", width),
            new XAttribute("height", height),
            new XAttribute("role", "img"),
            new XAttribute("aria-labelledby", "title description"),
            new XElement(Svg + "title", new XAttribute("id", "title"), "FlowservUsers in a terminal"),
            new XElement(Svg + "desc", new XAttribute("id", "description"), string.Join('\n', lines.Select(Text))),
            new XElement(
                Svg + "rect",
                new XAttribute("x", 0.5),
                new XAttribute("y", 0.5),
                new XAttribute("width", width - 1),
                new XAttribute("height", height - 1),
                new XAttribute("rx", 10),
                new XAttribute("fill", "#161b22"),
                new XAttribute("stroke", "#444c56")),
            ((string[])["#ff5f57", "#febc2e", "#28c840"]).Select((button, index) => new XElement(
                Svg + "circle",
                new XAttribute("cx", Margin + 4 + (index * 20)),
                new XAttribute("cy", 19),
                new XAttribute("r", 6),
                new XAttribute("fill", button))),
            new XElement(
                Svg + "g",
                new XAttribute("font-family", "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"),
                new XAttribute("font-size", 14),
                new XAttribute("fill", "#d1d7e0"),
                new XElement(
                    Svg + "text",
                    new XAttribute("x", width / 2),
                    new XAttribute("y", 24),
                    new XAttribute("text-anchor", "middle"),
                    new XAttribute("fill", "#8b949e"),
                    "FlowservUsers"),
                lines.SelectMany((line, row) => Pieces(line, TitleHeight + 14 + (row * LineHeight)))));
    }

    private static string Text(List<(char Character, Style Style)> line) => string.Concat(line.Select(cell => cell.Character)).TrimEnd();

    /// <summary>The pieces of a line that look alike, each at its column and as wide as its columns, whatever the font.</summary>
    private static IEnumerable<XElement> Pieces(List<(char Character, Style Style)> line, int y)
    {
        string text = Text(line);
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = start + 1;
            while (end < text.Length && line[end].Style == line[start].Style)
                end++;
            foreach (Match words in Words().Matches(text[start..end]))
                yield return Piece(words.Value, start + words.Index, y, line[start].Style);
        }
    }

    private static XElement Piece(string text, int column, int y, Style style) => new(
        Svg + "text",
        new XAttribute("x", Math.Round(Margin + (column * CharacterWidth), 1)),
        new XAttribute("y", y),
        new XAttribute("textLength", Math.Round(text.Length * CharacterWidth, 1)),
        Colours.TryGetValue(style.Colour, out string? colour) ? new XAttribute("fill", colour) : null,
        style.Bold ? new XAttribute("font-weight", "bold") : null,
        text);

    [GeneratedRegex(@"\S+( \S+)*")]
    private static partial Regex Words();
}
