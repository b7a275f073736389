namespace FlowservUsers.Storage.Sql;

/// <summary>What a statement gives that may be sent together with others: there once they have been sent.</summary>
/// <param name="read">Reads it then; null where it is set.</param>
internal sealed class Answer<T>(Func<T>? read = null)
{
    private Func<T> _read = read ?? (() => throw new InvalidOperationException("The statement has not been sent."));

    /// <summary>What it gave.</summary>
    public T Value
    {
        get => _read();
        set => _read = () => value;
    }
}
