using FlowservUsers.HelpGenerator;

if (args.Length is not (3 or 4))
{
    Console.Error.WriteLine("Usage: FlowservUsers.HelpGenerator <cmdlet assembly> <folder of XML documentation> <output.xml> [<address for Get-Help -Online>]");
    Console.Error.WriteLine("Exit codes: 0 written, 1 documentation is missing (all of it is listed), 2 wrong usage.");
    return 2;
}

return HelpGeneration.Run(args[0], args[1], args[2], args.ElementAtOrDefault(3), Console.Out, Console.Error);
