namespace Quickstart;

/// <summary>What the command line says.</summary>
internal sealed record Settings(string ConfigPath, string StateDirectory, double Pace)
{
    public const string Usage = """
        dotnet run --project samples/Quickstart [-- OPTIONS]
          --config FILE   the Kong configuration to serve, as 'kong config db_export' writes it (default: kong.yml beside the program)
          --state DIR     where an interrupted run is remembered (default: a folder of its own in the temporary directory)
          --fast          everything five times as fast
        """;

    public static Settings Read(string[] args)
    {
        Settings settings = new(Path.Combine(AppContext.BaseDirectory, "kong.yml"), Path.Combine(Path.GetTempPath(), "kong-upgrade-quickstart"), 1);
        for (int i = 0; i < args.Length; i++)
            settings = args[i] switch
            {
                "--config" => settings with { ConfigPath = Value(args, ++i) },
                "--state" => settings with { StateDirectory = Value(args, ++i) },
                "--fast" => settings with { Pace = 0.2 },
                _ => throw new ArgumentException($"'{args[i]}' is not an option."),
            };
        return File.Exists(settings.ConfigPath) ? settings : throw new ArgumentException($"There is no configuration file at '{settings.ConfigPath}'.");
    }

    public TimeSpan Time(double seconds) => TimeSpan.FromSeconds(seconds * Pace);

    private static string Value(string[] args, int index) =>
        index < args.Length ? args[index] : throw new ArgumentException($"'{args[^1]}' needs a value.");
}
