using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using FlowservUsers.Storage.Copying;
using Npgsql;

namespace FlowservUsers.Storage.PostgreSql;

/// <summary>
/// A statement of the store in the form that the server takes: every table with its schema, so that nothing depends on what
/// a connection was told before, and parameters by number.
/// </summary>
internal sealed partial class PostgreSqlStatement
{
    private static readonly ConcurrentDictionary<string, PostgreSqlStatement> Known = new(StringComparer.Ordinal);
    private static readonly HashSet<string> Tables = [.. CopiedTable.All.Select(table => table.Name), PostgreSqlSchema.VersionTable];

    private readonly string[] _names;

    private PostgreSqlStatement(string sql)
    {
        var names = new List<string>();
        string numbered = Parameter().Replace(sql, match =>
        {
            if (!names.Contains(match.Value))
                names.Add(match.Value);
            return $"${names.IndexOf(match.Value) + 1}";
        });
        _names = [.. names];
        Text = Table().Replace(numbered, match => Tables.Contains(match.Groups["name"].Value)
            ? $"{match.Groups["before"].Value}{PostgreSqlSchema.Name}.{match.Groups["name"].Value}"
            : match.Value);
    }

    /// <summary>The text to send.</summary>
    public string Text { get; }

    /// <summary>Translates a statement, once in the life of the process.</summary>
    public static PostgreSqlStatement Of(string sql) => Known.GetOrAdd(sql, static text => new PostgreSqlStatement(text));

    /// <summary>The statement with values, in any order; a value that it does not use is an error.</summary>
    public NpgsqlBatchCommand With(ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = new NpgsqlBatchCommand(Text);
        var ordered = new NpgsqlParameter[_names.Length];
        foreach ((string name, object? value) in values)
            ordered[Array.IndexOf(_names, name)] = new NpgsqlParameter { Value = ToStore(value) };
        command.Parameters.AddRange(ordered);
        return command;
    }

    // Text that the server does not take, because it is no Unicode or has a NUL, is nowhere stored: it is looked for in vain.
    private static object ToStore(object? value) => value switch
    {
        null => DBNull.Value,
        string text when text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || text.Contains('\0', StringComparison.Ordinal) =>
            string.Concat(text.EnumerateRunes()).Replace('\0', '\uFFFD'),
        _ => value,
    };

    [GeneratedRegex(@"(?<before>\b(?:FROM|JOIN|INTO|UPDATE)\s+)(?<name>[a-z_]+)\b")]
    private static partial Regex Table();

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();
}
