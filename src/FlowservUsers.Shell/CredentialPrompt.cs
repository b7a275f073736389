using System.Management.Automation;
using System.Management.Automation.Host;

namespace FlowservUsers.Shell;

/// <summary>Asks for a user name, unless it is known, and for its password.</summary>
internal sealed class CredentialPrompt(PSHostUserInterface userInterface)
{
    public PSCredential Ask(string? caption, string? message, string? userName)
    {
        if (!string.IsNullOrEmpty(caption))
            userInterface.WriteLine(caption);
        if (!string.IsNullOrEmpty(message))
            userInterface.WriteLine(message);
        if (string.IsNullOrEmpty(userName))
        {
            userInterface.Write("User: ");
            userName = userInterface.ReadLine();
        }

        userInterface.Write($"Password for user {userName}: ");
        return new PSCredential(userName, userInterface.ReadLineAsSecureString());
    }
}
