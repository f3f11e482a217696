namespace Kong.Upgrade.TestServers;

/// <summary>The built <c>kong-simulated</c>, which stands in for the kong of any version (SIMULATED_KONG_VERSION).</summary>
public static class SimulatedKong
{
    public static string Path { get; } = FindBuilt();

    public static KongCommand Of(string version, params (string Name, string Value)[] environment) => new(KongVersion.Parse(version), Path)
    {
        Environment = environment.Append(("SIMULATED_KONG_VERSION", version)).ToDictionary(e => e.Item1, e => e.Item2),
    };

    // tests/NAME/bin/CONFIGURATION/FRAMEWORK, and the same below src.
    private static string FindBuilt()
    {
        string framework = System.IO.Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string output = System.IO.Path.Combine(System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(framework)!), System.IO.Path.GetFileName(framework));
        string repository = System.IO.Path.GetFullPath(System.IO.Path.Combine(framework, "..", "..", "..", "..", ".."));
        return System.IO.Path.Combine(repository, "src", "Kong.Upgrade.Simulation.Command", "bin", output, "kong-simulated");
    }
}
