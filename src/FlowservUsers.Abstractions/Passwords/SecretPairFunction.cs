namespace FlowservUsers;

/// <summary>A function of the characters of two secrets, which it must not keep.</summary>
/// <typeparam name="TResult">What it returns.</typeparam>
/// <param name="first">The characters of the first, valid only during the call.</param>
/// <param name="second">The characters of the second, valid only during the call.</param>
/// <returns>The result.</returns>
public delegate TResult SecretPairFunction<out TResult>(ReadOnlySpan<char> first, ReadOnlySpan<char> second);
