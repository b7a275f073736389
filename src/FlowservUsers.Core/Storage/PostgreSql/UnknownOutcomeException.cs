namespace FlowservUsers.Storage.PostgreSql;

/// <summary>A commit with an unknown outcome. It must not be retried, because that could apply the change twice.</summary>
internal sealed class UnknownOutcomeException(string message, Exception? innerException) : Exception(message, innerException);
