namespace FlowservUsers.Storage.PostgreSql;

/// <summary>A commit whose outcome nobody knows: it must not be tried again, because that could do it twice.</summary>
internal sealed class UnknownOutcomeException(string message, Exception? innerException) : Exception(message, innerException);
