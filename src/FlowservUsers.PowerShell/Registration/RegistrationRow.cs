using System.Collections;
using System.Management.Automation;
using System.Security;
using FlowservUsers.Secrets;

namespace FlowservUsers.Registration;

/// <summary>
/// What a pipeline object says about a user to register: a name, a credential, or a row with columns. Everything else in
/// the object is discarded, so that no error can contain it.
/// </summary>
internal sealed class RegistrationRow
{
    private RegistrationRow()
    {
    }

    /// <summary>The name; null if there is none.</summary>
    public string? Username { get; private init; }

    /// <summary>Whether the object has a name, even an empty one.</summary>
    public bool HasUsername { get; private init; }

    /// <summary>The password; null if there is none.</summary>
    public SecureString? Password { get; private init; }

    /// <summary>Whether the object has a password, even an empty one.</summary>
    public bool HasPassword { get; private init; }

    /// <summary>The hash from another system, which may be empty; null if the object has none.</summary>
    public SecureString? PasswordHash { get; private init; }

    /// <summary>The initial status of the user; null if the object does not say.</summary>
    public UserStatus? Status { get; private init; }

    /// <summary>False if the password or its hash is neither a string nor a number.</summary>
    public bool IsPasswordReadable { get; private init; } = true;

    /// <summary>False if the status does not exist.</summary>
    public bool IsStatusKnown { get; private init; } = true;

    /// <summary>Reads an object.</summary>
    /// <param name="input">The object.</param>
    /// <param name="textIsPassword">Whether a string, a number or a SecureString is a password rather than a name.</param>
    public static RegistrationRow Read(object? input, bool textIsPassword = false)
    {
        if (textIsPassword && input is not (PSCredential or PSObject { BaseObject: PSCredential }) && SecretTransformationAttribute.TryConvert(input, out SecureString? secret))
            return new RegistrationRow { Password = secret, HasPassword = true };
        if (PlainText.Of(input) is { } name)
            return new RegistrationRow { Username = name, HasUsername = true };

        try
        {
            return (input is PSObject wrapped ? wrapped.BaseObject : input) switch
            {
                null => new RegistrationRow { Username = "", HasUsername = true },
                PSCredential credential => OfCredential(credential),
                IDictionary dictionary => OfColumns(column => Find(dictionary, column)),
                _ => OfColumns(column => PSObject.AsPSObject(input!).Properties[column] is { } property ? [property.Value] : null),
            };
        }
        catch (RuntimeException)
        {
            // A property that fails when it is read.
            return new RegistrationRow { IsPasswordReadable = false };
        }
    }

    /// <summary>The name, which may appear in messages.</summary>
    public override string ToString() => Username ?? "";

    private static RegistrationRow OfCredential(PSCredential credential) => new()
    {
        Username = credential.UserName,
        HasUsername = true,
        Password = credential.Password,
        HasPassword = true,
    };

    // A missing column is null; one that exists has one value.
    private static RegistrationRow OfColumns(Func<string, object?[]?> find)
    {
        if (Unwrap(find("Credential")) is PSCredential credential)
            return OfCredential(credential);

        object?[]? name = find("Username") ?? find("Name");
        object?[]? password = find("Password");
        object?[]? passwordHash = find("PasswordHash");
        bool isSecret = SecretTransformationAttribute.TryConvert(password?[0], out SecureString? secret);
        bool isHash = SecretTransformationAttribute.TryConvert(passwordHash?[0], out SecureString? hash);
        bool isStatus = TryReadStatus(Unwrap(find("Status")), out UserStatus? status);
        return new RegistrationRow
        {
            Username = LanguagePrimitives.ConvertTo<string>(Unwrap(name)),
            HasUsername = name is not null,
            Password = secret,
            HasPassword = password is not null,
            PasswordHash = hash ?? (passwordHash is null ? null : new SecureString()),
            Status = status,
            IsPasswordReadable = (isSecret || Unwrap(password) is null) && (isHash || Unwrap(passwordHash) is null),
            IsStatusKnown = isStatus,
        };
    }

    private static object?[]? Find(IDictionary dictionary, string column)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            if (entry.Key is string key && key.Equals(column, StringComparison.OrdinalIgnoreCase))
                return [entry.Value];
        }
        return null;
    }

    private static object? Unwrap(object?[]? column)
    {
        object? value = column?[0];
        value = value is PSObject wrapped ? wrapped.BaseObject : value;
        return value is DBNull ? null : value;
    }

    // A name, or a number as ConvertTo-Json and Export-Clixml write it.
    private static bool TryReadStatus(object? value, out UserStatus? status)
    {
        status = null;
        string text = LanguagePrimitives.ConvertTo<string>(value ?? "").Trim();
        if (text.Length == 0)
            return true;
        if (!Enum.TryParse(text, ignoreCase: true, out UserStatus read) || !Enum.IsDefined(read))
            return false;
        status = read;
        return true;
    }
}
