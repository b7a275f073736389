using FlowservUsers.Tests;
using Npgsql;

namespace FlowservUsers.Reliability.Places;

/// <summary>Databases on a PostgreSQL server that is started for the run, and writes each commit to the disk.</summary>
/// <param name="pooled">Whether the processes reach it by way of a pooler.</param>
internal sealed class ServerPlace(bool pooled) : IDatabasePlace
{
    private const string Dangling = "SELECT count(*) FROM sessions WHERE user_id NOT IN (SELECT id FROM users)";
    private const string Others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()";
    private const string Transactions = Others + " AND backend_xid IS NOT NULL";
    private const string Schemas = "SELECT count(*) FROM pg_namespace WHERE nspname = 'flowserv'";

    private readonly ScratchFolder _folder = new();
    private PgBouncer? _pooler;

    public string Folder => _folder.Path;

    public PostgreSqlServer Server { get; } = new(durable: true);

    public string Locate(string name)
    {
        Query(Server.Url(), $"CREATE DATABASE {name}");
        if (!pooled)
            return Server.Url(name);
        _pooler ??= new PgBouncer(Server);
        return _pooler.Url(name);
    }

    public void Check(string database, Report report)
    {
        using NpgsqlConnection connection = Connect(database);
        report.Check((long)ContentCheck.Scalar(connection, Dangling) == 0, "dangling references");
        ContentCheck.Run(connection, report);
    }

    public void AwaitQuiet(string database)
    {
        using NpgsqlConnection connection = Connect(database);
        while ((long)ContentCheck.Scalar(connection, Others) > 0)
            Thread.SpinWait(20);
    }

    public object Query(string database, string sql)
    {
        using NpgsqlConnection connection = Connect(database);
        return ContentCheck.Scalar(connection, sql);
    }

    public CreationStage ReadStage(string database)
    {
        using NpgsqlConnection connection = Connect(database);
        if ((long)ContentCheck.Scalar(connection, Schemas) > 0)
            return CreationStage.Stored;
        if ((long)ContentCheck.Scalar(connection, Transactions) > 0)
            return CreationStage.InTransaction;
        return (long)ContentCheck.Scalar(connection, Others) > 0 ? CreationStage.Begun : CreationStage.Nothing;
    }

    public void Dispose()
    {
        _pooler?.Dispose();
        Server.Dispose();
        _folder.Dispose();
    }

    private NpgsqlConnection Connect(string database)
    {
        var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={Server.Port};Username={PostgreSqlServer.Owner};Database={database.Split('/')[^1]};Pooling=false;Search Path=flowserv");
        connection.Open();
        return connection;
    }
}
