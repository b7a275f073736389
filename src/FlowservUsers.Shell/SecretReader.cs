using System.Management.Automation;
using System.Security;

namespace FlowservUsers.Shell;

/// <summary>Reads a secret from the terminal without showing it.</summary>
internal static class SecretReader
{
    /// <exception cref="PipelineStoppedException">Ctrl+C was pressed, or input ended.</exception>
    public static SecureString Read()
    {
        var secret = new SecureString();
        try
        {
            return KeyReader.Read(secret.AppendChar, () => RemoveLast(secret), masked: true) ? secret : throw new PipelineStoppedException();
        }
        catch (PipelineStoppedException)
        {
            secret.Dispose();
            throw;
        }
    }

    private static int RemoveLast(SecureString secret)
    {
        secret.RemoveAt(secret.Length - 1);
        return 1;
    }
}
