using System.Management.Automation;
using System.Security;
using FlowservUsers.Databases;
using FlowservUsers.Binding;

namespace FlowservUsers.Commands;

/// <summary>A cmdlet that works for whoever holds an API key.</summary>
public abstract class ApiKeyCommand : DatabaseCommand
{
    /// <summary>The name of the parameter set in which a key can be given.</summary>
    private protected const string ApiKeySet = "ApiKey";

    /// <summary>
    /// The API key: a SecureString, a string, or an object with a property ApiKey. Without it the current session of this runspace counts, and then the
    /// environment variable FLOWSERV_ACCESS_TOKEN.
    /// </summary>
    [Parameter(ParameterSetName = ApiKeySet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ApiKeyObject]
    [PSDefaultValue(Help = "The current session, else FLOWSERV_ACCESS_TOKEN")]
    public virtual SecureString? ApiKey { get; set; }

    /// <summary>Whether -ApiKey was given: an empty variable is no reason to take another key instead.</summary>
    private protected bool IsKeyGiven => MyInvocation.BoundParameters.ContainsKey(nameof(ApiKey));

    /// <summary>The key that is given, else the one of the current session, else the environment's.</summary>
    /// <exception cref="UnauthenticatedAccessException">There is none.</exception>
    private protected SecureString FindKey(SecureString? given = null) =>
        given ?? (Secret.Use(ApiKey, characters => characters.Length) > 0 ? ApiKey : null) ?? (IsKeyGiven
            ? throw new UnauthenticatedAccessException("The API key that was given is missing or empty. Check the variable or the property it comes from.")
            : CurrentKey.Require(Chosen.Location));
}
