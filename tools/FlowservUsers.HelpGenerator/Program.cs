using FlowservUsers.HelpGenerator;

if (args.Length < 3)
{
    Console.Error.WriteLine("Usage: FlowservUsers.HelpGenerator <cmdlet assembly> <documentation file or folder>... <output.xml>");
    Console.Error.WriteLine("Exit codes: 0 written, 1 documentation is missing (all of it is listed), 2 wrong usage.");
    return 2;
}

return HelpGeneration.Run(args[0], args[1..^1], args[^1], Console.Out, Console.Error);
