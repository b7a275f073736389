using System.Globalization;

namespace FlowservUsers.Shell;

/// <summary>The culture that the engine writes text in.</summary>
internal static class TextCulture
{
    /// <summary>
    /// Gives a process without a language (LANG=C, as containers have it) English words with the same forms of numbers and
    /// dates: the engine wraps lines between words only in languages that it knows, and within words otherwise.
    /// </summary>
    public static void Choose()
    {
        if (!CultureInfo.CurrentCulture.Equals(CultureInfo.InvariantCulture))
            return;

        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("en-US")
            {
                DateTimeFormat = CultureInfo.InvariantCulture.DateTimeFormat,
                NumberFormat = CultureInfo.InvariantCulture.NumberFormat,
            };
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture;
        }
        catch (CultureNotFoundException)
        {
            // The process was started without any languages.
        }
    }
}
