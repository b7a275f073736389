using FlowservUsers.Passwords;

namespace FlowservUsers.Storage.Sql;

internal abstract partial class SqlUserStore
{
    // A setting outside the policy: the cost of the most expensive hash from another system, in rounds of bcrypt.
    private const string ForeignHashRounds = "ForeignHashRounds";

    public void LowerForeignHashRounds(CancellationToken cancellation)
    {
        long before = Read(connection => SelectSettings(connection).ForeignHashRounds, cancellation);
        if (before == 0)
            return;

        long after = Read(
            connection =>
            {
                long most = 0;
                using var rows = connection.Query("SELECT password_scheme, password_hash FROM users WHERE password_scheme <> @current", ("@current", PasswordSchemes.Current));
                while (rows.Read())
                {
                    cancellation.ThrowIfCancellationRequested();
                    most = Math.Max(most, StoredHash.ForeignRounds(new PasswordHash(rows.GetString(0), rows.GetString(1))));
                }
                return most;
            },
            cancellation);
        if (after < before)
        {
            Write(
                connection => connection.Execute(
                    "UPDATE settings SET value = @after WHERE name = @name AND value = @before",
                    ("@after", after), ("@name", ForeignHashRounds), ("@before", before)),
                cancellation);
        }
    }

    private static void RaiseForeignHashRounds(PreparedConnection connection, IEnumerable<NewUser> added)
    {
        long rounds = added.Select(user => StoredHash.ForeignRounds(user.Password)).DefaultIfEmpty().Max();
        if (rounds > 0)
        {
            connection.Execute(
                "INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = @value WHERE settings.value < @value",
                ("@name", ForeignHashRounds), ("@value", rounds));
        }
    }
}
