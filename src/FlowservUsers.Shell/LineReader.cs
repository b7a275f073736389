using System.Management.Automation;
using System.Text;

namespace FlowservUsers.Shell;

/// <summary>Reads a line from the terminal.</summary>
internal static class LineReader
{
    /// <summary>The line, or null at the end of input.</summary>
    /// <exception cref="PipelineStoppedException">Ctrl+C was pressed.</exception>
    public static string? Read()
    {
        var line = new StringBuilder();
        return KeyReader.Read(character => line.Append(character), () => RemoveLast(line), masked: false) ? line.ToString() : null;
    }

    private static int RemoveLast(StringBuilder line)
    {
        int count = line.Length > 1 && char.IsSurrogatePair(line[^2], line[^1]) ? 2 : 1;
        line.Length -= count;
        return count;
    }
}
