using System.Management.Automation;

namespace FlowservUsers.Commands;

/// <summary>The one place that creates error records.</summary>
internal static class ErrorRecords
{
    /// <summary>An error record with the exception's stable id; its target is the identity at fault.</summary>
    public static ErrorRecord Create(FlowservException exception, object? item = null)
    {
        object? target = exception.Identity ?? item;
        var record = new ErrorRecord(exception, exception.ErrorId, Category(exception), target);
        // What a console shows as the target.
        record.CategoryInfo.TargetName = DisplayText.Of(target?.ToString());
        return record;
    }

    private static ErrorCategory Category(FlowservException exception) => exception switch
    {
        InvalidCredentialsException or UnauthenticatedAccessException => ErrorCategory.AuthenticationError,
        UnknownUserException or UnknownRequestException or UnknownSessionException or DatabaseNotFoundException
            or HashingKeyNotFoundException or UnknownHashingKeyException => ErrorCategory.ObjectNotFound,
        DatabaseNotEmptyException or DuplicateUserException or DestinationExistsException => ErrorCategory.ResourceExists,
        ConstraintViolationException => ErrorCategory.InvalidArgument,
        NotAFlowservDatabaseException or DatabaseCorruptException => ErrorCategory.InvalidData,
        DatabaseVersionNotSupportedException => ErrorCategory.NotImplemented,
        DatabaseBusyException or HashingKeyInUseException => ErrorCategory.ResourceBusy,
        DatabaseReadOnlyException => ErrorCategory.PermissionDenied,
        DatabaseFullException => ErrorCategory.WriteError,
        DatabaseUnavailableException => ErrorCategory.ResourceUnavailable,
        _ => ErrorCategory.NotSpecified,
    };
}
