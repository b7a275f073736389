using FlowservUsers.Passwords;

namespace FlowservUsers.Core.Tests.Sessions;

/// <summary>The real functions, with something that happens while a hash is computed.</summary>
internal sealed class HookedHashFunctions(Action duringHash) : HashFunctions
{
    public override string Bcrypt(string input, string salt)
    {
        duringHash();
        return base.Bcrypt(input, salt);
    }
}
