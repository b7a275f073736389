using System.Data.Common;
using FlowservUsers.Storage.Sql;

namespace FlowservUsers.Storage.Copying;

/// <summary>Reads and writes the rows of tables as values: numbers, texts, bytes and nothing.</summary>
internal static class TableRows
{
    private const int PageSize = 1000;
    private const int RowsPerStatement = 100;

    public static long Count(PreparedConnection connection, CopiedTable table) =>
        connection.First($"SELECT count(*) FROM {table.Name}", row => row.GetInt64(0));

    /// <summary>Reads every row, page by page, in the order of the key.</summary>
    public static IEnumerable<object[]> Read(PreparedConnection connection, CopiedTable table)
    {
        string select = $"SELECT {string.Join(", ", table.Columns)} FROM {table.Name}";
        string end = $"ORDER BY {table.Columns[0]} LIMIT {PageSize}";
        List<object[]> page = connection.All($"{select} {end}", Values);
        while (page.Count > 0)
        {
            foreach (object[] row in page)
                yield return row;
            page = page.Count < PageSize ? [] : connection.All($"{select} WHERE {table.Columns[0]} > @last {end}", Values, ("@last", page[^1][0]));
        }
    }

    /// <summary>Adds rows.</summary>
    public static void Write(PreparedConnection connection, CopiedTable table, IEnumerable<object[]> rows)
    {
        foreach (object[][] chunk in rows.Chunk(RowsPerStatement))
        {
            if (chunk.Length == RowsPerStatement)
                Insert(connection, table, chunk);
            else
                Array.ForEach(chunk, row => Insert(connection, table, [row]));
        }
    }

    private static void Insert(PreparedConnection connection, CopiedTable table, object[][] rows)
    {
        IEnumerable<string> places = rows.Select((_, row) => $"({string.Join(", ", table.Columns.Select((_, column) => $"@p{row}_{column}"))})");
        (string, object?)[] values =
            [.. rows.SelectMany((row, index) => row.Select((value, column) => ($"@p{index}_{column}", (object?)value)))];
        connection.Execute($"INSERT INTO {table.Name} ({string.Join(", ", table.Columns)}) VALUES {string.Join(", ", places)}", values);
    }

    private static object[] Values(DbDataReader row)
    {
        object[] values = new object[row.FieldCount];
        row.GetValues(values);
        for (int index = 0; index < values.Length; index++)
        {
            if (values[index] is int number)
                values[index] = (long)number;
        }
        return values;
    }
}
