namespace FlowservUsers.Storage.Sql;

internal abstract partial class SqlUserStore
{
    public IReadOnlyList<ImportOutcome> ImportUsers(
        IReadOnlyList<ImportedUser> users, Action<int>? progress, CancellationToken cancellation) => Write(
        connection =>
        {
            var outcomes = new ImportOutcome[users.Count];
            for (int index = 0; index < outcomes.Length; index++)
            {
                cancellation.ThrowIfCancellationRequested();
                outcomes[index] = ImportUser(connection, users[index]);
                progress?.Invoke(index + 1);
            }
            RaiseForeignHashRounds(connection, users.Select(imported => imported.User));
            return outcomes;
        },
        cancellation);

    private static ImportOutcome ImportUser(PreparedConnection connection, ImportedUser imported)
    {
        NewUser user = imported.User;
        if (connection.First(SelectById, UserColumns.Read, ("@id", user.Id)) is not null)
            return ImportOutcome.IdExists;
        if (!AddUser(connection, user, AuditEventType.UserImported))
            return ImportOutcome.NameTaken;

        if (imported.Session is { } session && FindByKey(connection, session.KeyHash) is null)
            AddSession(connection, session);
        if (imported.Request is { } request)
        {
            connection.Execute(
                """
                INSERT INTO password_resets (user_id, request_hash, created_at, expires_at) VALUES (@user, @hash, @now, @expires)
                ON CONFLICT (request_hash) DO NOTHING
                """,
                ("@user", user.Id), ("@hash", request.Hash), ("@now", UnixTime.ToMilliseconds(user.CreatedAt)),
                ("@expires", UnixTime.ToMilliseconds(request.ExpiresAt)));
        }
        return ImportOutcome.Imported;
    }
}
