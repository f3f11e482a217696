using System.Diagnostics;

namespace Kong.Upgrade.Simulation.Tests.Command;

/// <summary>The built kong-simulated, run as a process over a database file of its own.</summary>
internal sealed class SimulatedExecutable : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("kong-executable-").FullName;

    /// <summary>Whether it is started as a shell starts what runs in its background: deaf to Ctrl-C, Ctrl-\ and hang-ups.</summary>
    public bool IsInBackground { get; set; }

    public string DatabaseFile => Path.Combine(Folder, "database.json");

    public async Task<(int ExitCode, string Out, string Err)> RunAsync(string version, string arguments, params (string Name, string Value)[] environment)
    {
        using Process process = Start(version, arguments, environment);
        Task<string> stdout = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> stderr = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await stdout, await stderr);
    }

    public Process Start(string version, string arguments, params (string Name, string Value)[] environment)
    {
        string[] background = ["-c", "trap '' HUP INT QUIT; exec \"$@\"", "sh", FindBuilt()];
        ProcessStartInfo start = new(IsInBackground ? "/bin/sh" : FindBuilt(), [.. IsInBackground ? background : [], .. arguments.Split(' ')])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        start.Environment["SIMULATED_KONG_VERSION"] = version;
        start.Environment["KONG_SIMULATED_DATABASE"] = DatabaseFile;
        start.Environment["KONG_PREFIX"] = Path.Combine(Folder, "prefix");
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    // tests/NAME/bin/CONFIGURATION/FRAMEWORK, and the same below src.
    private static string FindBuilt()
    {
        string framework = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string output = Path.Combine(Path.GetFileName(Path.GetDirectoryName(framework)!), Path.GetFileName(framework));
        string repository = Path.GetFullPath(Path.Combine(framework, "..", "..", "..", "..", ".."));
        return Path.Combine(repository, "src", "Kong.Upgrade.Simulation.Command", "bin", output, "kong-simulated");
    }
}
