using System.Collections.ObjectModel;
using System.Management.Automation.Host;

namespace FlowservUsers.Shell;

/// <summary>Asks to choose one of several answers, as confirmations do.</summary>
internal sealed class ChoicePrompt(PSHostUserInterface userInterface)
{
    public int Ask(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Choice[] answers = [.. choices.Select(choice => new Choice(choice))];
        userInterface.WriteLine("");
        if (!string.IsNullOrEmpty(caption))
            userInterface.WriteLine(caption);
        if (!string.IsNullOrEmpty(message))
            userInterface.WriteLine(message);
        while (true)
        {
            userInterface.Write(Question(answers, defaultChoice));
            string reply = userInterface.ReadLine().Trim();
            if (reply.Length == 0 && defaultChoice >= 0)
                return defaultChoice;
            int chosen = Array.FindIndex(answers, answer => answer.IsMeantBy(reply));
            if (chosen >= 0)
                return chosen;
            if (reply == "?")
                Explain(answers);
        }
    }

    private static string Question(Choice[] answers, int defaultChoice)
    {
        string offered = string.Join("  ", answers.Select(answer => $"[{answer.Key}] {answer.Label}"));
        string byDefault = defaultChoice >= 0 ? $" (default is \"{answers[defaultChoice].Key}\")" : "";
        return $"{offered}  [?] Help{byDefault}: ";
    }

    private void Explain(Choice[] answers)
    {
        foreach (Choice answer in answers)
            userInterface.WriteLine($"{answer.Key} - {answer.Explanation}");
    }

    /// <summary>An answer whose label marks its key with an ampersand.</summary>
    private sealed class Choice(ChoiceDescription description)
    {
        public string Label { get; } = description.Label.Replace("&", "", StringComparison.Ordinal);

        public string Explanation { get; } = description.HelpMessage;

        public string Key
        {
            get
            {
                int mark = description.Label.IndexOf('&', StringComparison.Ordinal);
                return mark >= 0 && mark + 1 < description.Label.Length
                    ? description.Label.Substring(mark + 1, 1).ToUpperInvariant()
                    : Label;
            }
        }

        public bool IsMeantBy(string reply)
        {
            return reply.Equals(Key, StringComparison.OrdinalIgnoreCase) || reply.Equals(Label, StringComparison.OrdinalIgnoreCase);
        }
    }
}
