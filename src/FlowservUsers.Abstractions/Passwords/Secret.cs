using System.Runtime.InteropServices;
using System.Security;

namespace FlowservUsers;

/// <summary>Converts secrets between the forms that callers and the service use, with as few copies as possible.</summary>
public static class Secret
{
    /// <summary>Wraps characters in a read-only SecureString.</summary>
    /// <param name="text">The characters; the caller erases its copy.</param>
    /// <returns>A SecureString of the same text.</returns>
    public static unsafe SecureString Protect(ReadOnlySpan<char> text)
    {
        SecureString secure;
        // All at once: appending single characters would decrypt and encrypt the whole string for each.
        fixed (char* characters = text)
            secure = text.IsEmpty ? new SecureString() : new SecureString(characters, text.Length);
        secure.MakeReadOnly();
        return secure;
    }

    /// <summary>Converts a secret in either form to a plain string.</summary>
    /// <param name="secret">A SecureString, a string, or null.</param>
    /// <returns>The text; empty for null.</returns>
    /// <exception cref="ArgumentException">The object is neither.</exception>
    public static string Reveal(object? secret) => secret switch
    {
        null => "",
        string text => text,
        SecureString secure => Use(secure, characters => new string(characters)),
        HiddenSecret hidden => Use(hidden.Value, characters => new string(characters)),
        _ => throw new ArgumentException("A secret must be a SecureString or a string.", nameof(secret)),
    };

    /// <summary>Passes the characters of a SecureString to a function, and erases them when it returns.</summary>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="secret">The secret; null counts as empty.</param>
    /// <param name="function">The function that uses the characters.</param>
    /// <returns>The function's result.</returns>
    /// <exception cref="InvalidInputException">The SecureString has been disposed.</exception>
    public static TResult Use<TResult>(SecureString? secret, SecretFunction<TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        (nint characters, int length) = Copy(secret);
        if (length == 0)
            return function([]);
        try
        {
            return function(View(characters, length));
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(characters);
        }
    }

    /// <summary>Passes the characters of two SecureStrings to a function, and erases them when it returns.</summary>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="first">A secret; null counts as empty.</param>
    /// <param name="second">The second secret; null counts as empty.</param>
    /// <param name="function">The function that uses the characters.</param>
    /// <returns>The function's result.</returns>
    public static TResult Use<TResult>(SecureString? first, SecureString? second, SecretPairFunction<TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Use(first, outer =>
        {
            // A span cannot be captured, so the first secret is copied for the duration of the call.
            char[] copy = outer.ToArray();
            try
            {
                return Use(second, inner => function(copy, inner));
            }
            finally
            {
                Array.Clear(copy);
            }
        });
    }

    private static (nint Characters, int Length) Copy(SecureString? secret)
    {
        try
        {
            return secret is null || secret.Length == 0 ? default : (Marshal.SecureStringToGlobalAllocUnicode(secret), secret.Length);
        }
        catch (ObjectDisposedException)
        {
            throw new InvalidInputException("A secret cannot be read because its SecureString has been disposed. Create a new one.");
        }
    }

    private static unsafe ReadOnlySpan<char> View(nint characters, int length) => new((void*)characters, length);
}
