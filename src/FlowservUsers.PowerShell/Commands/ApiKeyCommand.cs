using System.Management.Automation;
using System.Security;
using FlowservUsers.Databases;
using FlowservUsers.Binding;

namespace FlowservUsers.Commands;

/// <summary>A cmdlet that acts for the holder of an API key.</summary>
public abstract class ApiKeyCommand : DatabaseCommand
{
    /// <summary>The name of the parameter set in which a key can be given.</summary>
    private protected const string ApiKeySet = "ApiKey";

    /// <summary>
    /// The API key: a SecureString, a string, or an object with an ApiKey property. By default, the cmdlet uses the current session of
    /// this runspace, then the environment variable FLOWSERV_ACCESS_TOKEN.
    /// </summary>
    [Parameter(ParameterSetName = ApiKeySet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ApiKeyObject]
    [PSDefaultValue(Help = "The current session, then FLOWSERV_ACCESS_TOKEN")]
    public virtual SecureString? ApiKey { get; set; }

    /// <summary>Whether -ApiKey was given. An empty variable must not fall back to another key.</summary>
    private protected bool IsKeyGiven => MyInvocation.BoundParameters.ContainsKey(nameof(ApiKey));

    /// <summary>The key that was given, otherwise the key of the current session, otherwise the key in the environment.</summary>
    /// <exception cref="UnauthenticatedAccessException">There is no key.</exception>
    private protected SecureString FindKey(SecureString? given = null) =>
        given ?? (Secret.Use(ApiKey, characters => characters.Length) > 0 ? ApiKey : null) ?? (IsKeyGiven
            ? throw new UnauthenticatedAccessException("The API key is missing or empty. Check the variable or property that it comes from.")
            : CurrentKey.Require(Chosen.Location));
}
