namespace FlowservUsers;

/// <summary>A function of the characters of a secret, which it must not keep.</summary>
/// <typeparam name="TResult">What it returns.</typeparam>
/// <param name="characters">The characters, valid only during the call.</param>
/// <returns>The result.</returns>
public delegate TResult SecretFunction<out TResult>(ReadOnlySpan<char> characters);
