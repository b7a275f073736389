using System.Management.Automation;
using System.Management.Automation.Internal;

namespace FlowservUsers.Shell;

/// <summary>Standard output or standard error, freed of escape sequences where nobody would see their effect.</summary>
internal sealed class TerminalWriter(TextWriter writer, bool plain)
{
    private const string Reset = "\e[0m";

    public void Write(string text) => writer.Write(Rendered(text));

    public void WriteLine(string text) => writer.WriteLine(Rendered(text));

    public void WriteLine(string text, string style)
    {
        writer.WriteLine(plain ? Rendered(text) : style + text + Reset);
    }

    private string Rendered(string text)
    {
        return plain && text.Contains('\e') ? new StringDecorated(text).ToString(OutputRendering.PlainText) : text;
    }
}
