using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace FlowservUsers.Storage.PostgreSql;

/// <summary>
/// Asks a server for its certificate, and for nothing else: if Npgsql refuses one, it does not say whether the name or
/// the authority is wrong.
/// </summary>
internal static class TlsProbe
{
    private const int Milliseconds = 2000;

    /// <summary>Whether the certificate is for another name than that of the host; false where that cannot be found out.</summary>
    public static bool IsForAnotherName(PostgreSqlSettings settings)
    {
        var builder = new NpgsqlConnectionStringBuilder(settings.ConnectionString);
        if (settings.Hosts.Count != 1 || builder.SslMode != SslMode.VerifyFull)
            return false;
        SslPolicyErrors found = SslPolicyErrors.None;
        try
        {
            using var client = new TcpClient(settings.Hosts[0], builder.Port) { ReceiveTimeout = Milliseconds, SendTimeout = Milliseconds };
            using NetworkStream stream = client.GetStream();
            if (builder.SslNegotiation != SslNegotiation.Direct)
            {
                stream.Write(ServerProbe.Question);
                if (stream.ReadByte() != 'S')
                    return false;
            }
            // Always refused: only the reason is needed.
            using var encrypted = new SslStream(stream, false, (_, _, _, errors) =>
            {
                found = errors;
                return false;
            });
            encrypted.AuthenticateAsClient(settings.Hosts[0]);
        }
        catch (Exception exception) when (exception is IOException or SocketException or AuthenticationException)
        {
            // Nothing more can be found out.
        }
        return found.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
    }
}
