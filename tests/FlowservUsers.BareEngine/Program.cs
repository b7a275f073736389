using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

// A PowerShell engine of its own process with nothing imported: runs the script of its first argument, prints the processor
// time that took, and ends.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
runspace.Open();
using PowerShell shell = PowerShell.Create(runspace).AddScript(args[0]);
shell.Invoke();
foreach (ErrorRecord error in shell.Streams.Error)
    Console.Error.WriteLine(error);
Console.WriteLine(Environment.CpuUsage.TotalTime.TotalSeconds.ToString(CultureInfo.InvariantCulture));
return shell.HadErrors ? 1 : 0;
