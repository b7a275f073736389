namespace FlowservUsers.Core.Tests;

public sealed class UnicodeDataTests
{
    [Fact]
    public void This_process_has_the_data_of_ICU() => Assert.Null(UnicodeData.Warning);

    [Theory]
    [InlineData("e\u0301", "\u03C3\u03B9\u00DF\u0432", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT")]
    [InlineData("\u00E9", "\u03C2\u0345\u1E9E\u1C80", "DOTNET_SYSTEM_GLOBALIZATION_USENLS")]
    public void Other_Unicode_data_cause_a_warning_that_names_the_reason(string composed, string folded, string variable) =>
        Assert.Contains(variable, UnicodeData.Judge(composed, folded), StringComparison.Ordinal);
}
