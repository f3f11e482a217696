namespace Kong.Upgrade.Simulation.Command;

/// <summary>The settings of one "process": defaults, then the file, then <c>KONG_*</c> variables, then <c>--prefix</c> (kong-facts 1.10).</summary>
internal sealed class KongConfiguration
{
    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["prefix"] = "/usr/local/kong",
        ["plugins"] = "bundled",
        ["pg_host"] = "127.0.0.1",
        ["pg_port"] = "5432",
        ["pg_user"] = "kong",
        ["pg_database"] = "kong",
        ["pg_timeout"] = "5000",
        ["pg_ssl"] = "off",
        ["pg_ssl_verify"] = "off",
    };

    private readonly SortedDictionary<string, string> _values = new(Defaults, StringComparer.Ordinal);

    public string Prefix => Path.GetFullPath(this["prefix"]!);

    public string DatabaseName => this["pg_database"]!;

    public IReadOnlyDictionary<string, string> Values => _values;

    public string? this[string key] => _values.GetValueOrDefault(key);

    // /etc/kong/kong.conf is not looked for, unlike by the real command: a simulation must never find the way to a real database by itself.
    public static KongConfiguration Load(string? file, string? prefix, IReadOnlyDictionary<string, string> environment)
    {
        KongConfiguration configuration = new();
        if (file is not null)
        {
            configuration.ReadFile(file);
        }

        foreach ((string name, string value) in environment.Where(variable => variable.Key.StartsWith("KONG_", StringComparison.Ordinal)))
        {
            configuration._values[name["KONG_".Length..].ToLowerInvariant()] = value;
        }

        if (prefix is not null)
        {
            configuration._values["prefix"] = prefix;
        }

        return configuration;
    }

    private void ReadFile(string file)
    {
        if (!File.Exists(file))
        {
            throw new KongCommandException($"no file at: {file}");
        }

        foreach (string line in File.ReadLines(file).Select(Strip).Where(line => line.Length > 0))
        {
            string[] parts = line.Split('=', 2);
            if (parts.Length == 2)
            {
                _values[parts[0].Trim()] = parts[1].Trim();
            }
        }
    }

    private static string Strip(string line)
    {
        int comment = line.IndexOf('#', StringComparison.Ordinal);
        while (comment > 0 && line[comment - 1] == '\\')
        {
            comment = line.IndexOf('#', comment + 1);
        }

        return (comment < 0 ? line : line[..comment]).Replace("\\#", "#", StringComparison.Ordinal).Trim();
    }
}
