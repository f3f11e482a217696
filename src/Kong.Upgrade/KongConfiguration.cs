using System.Collections;
using System.Globalization;
using Kong.Upgrade.Configuration;

namespace Kong.Upgrade;

/// <summary>A node's configuration as the node itself reads it: Kong's defaults, then <c>kong.conf</c>, then <c>KONG_*</c> of the environment (kong-facts 1.10). Immutable.</summary>
/// <remarks>
/// Give it the file and the environment of the node, not of this process, where they differ. Values are read as Kong's own loader reads them: quotation marks belong
/// to a value, <c>#</c> begins a comment unless written <c>\#</c>, an empty value takes the default away. Values of the environment are taken as they are.
/// A value that stands in a vault is resolved for <c>{vault://env/…}</c> only; see <see cref="Unreadable"/>. Secrets are never part of a text form or a message.
/// </remarks>
public sealed class KongConfiguration
{
    private const string EnvironmentPrefix = "KONG_";

    private static readonly string[] usualFiles = ["/etc/kong/kong.conf", "/etc/kong.conf"];

    // Only what this library asks for, and only where all versions agree; "" is none.
    private static readonly Dictionary<string, string> defaults = new()
    {
        ["prefix"] = "/usr/local/kong/",
        ["plugins"] = "bundled",
        ["database"] = "postgres",
        ["nginx_worker_processes"] = "auto",
        ["pg_host"] = "127.0.0.1",
        ["pg_port"] = "5432",
        ["pg_database"] = "kong",
        ["pg_user"] = "kong",
        ["pg_timeout"] = "5000",
        ["pg_ssl"] = "off",
        ["pg_ssl_verify"] = "off",
        ["pg_max_concurrent_queries"] = "0",
    };

    private readonly Dictionary<string, string> values;
    private readonly HashSet<string> set;
    private readonly IReadOnlyDictionary<string, string> environment;
    private readonly string origin;

    private KongConfiguration(Dictionary<string, string> fromFile, IReadOnlyDictionary<string, string> environment, string origin)
    {
        Dictionary<string, string> fromEnvironment = environment.Where(v => IsSetting(v.Key)).ToDictionary(v => v.Key[EnvironmentPrefix.Length..].ToLowerInvariant(), v => ConfigurationText.Trim(v.Value), StringComparer.Ordinal);
        values = new(defaults, StringComparer.Ordinal);
        foreach ((string name, string value) in fromFile.Concat(fromEnvironment)) values[name] = value;
        set = [.. fromFile.Keys, .. fromEnvironment.Keys];
        this.environment = environment;
        this.origin = $"{origin} with {fromEnvironment.Count} settings of the environment";
    }

    /// <summary>Reads a file and an environment.</summary>
    /// <param name="file">The path, or <see langword="null"/> for the first of <c>/etc/kong/kong.conf</c> and <c>/etc/kong.conf</c> that exists; none at all is no error, as in Kong.</param>
    /// <param name="environment">The node's environment, or <see langword="null"/> for this process's.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="UpgradeServiceException">The named file does not exist or cannot be read.</exception>
    public static async Task<KongConfiguration> LoadAsync(string? file, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellationToken)
    {
        environment ??= OfThisProcess();
        string? path = file ?? usualFiles.FirstOrDefault(File.Exists);
        if (path is null) return new([], environment, "Kong's defaults");
        try
        {
            return Of(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false), environment, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UpgradeServiceException($"Kong's configuration {path} could not be read: {failure.Message} Name a file that exists and that this user may read.", failure);
        }
    }

    /// <summary>Reads a text and an environment.</summary>
    /// <param name="text">What stands in <c>kong.conf</c>.</param>
    /// <param name="environment">The node's environment; <see langword="null"/> for none.</param>
    /// <returns>The configuration.</returns>
    public static KongConfiguration Parse(string text, IReadOnlyDictionary<string, string>? environment = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Of(text, environment ?? new Dictionary<string, string>(), "a text");
    }

    /// <summary>All that is set, defaults of this library's own interest included, unknown names too.</summary>
    public IReadOnlyCollection<string> Names => [.. values.Where(v => v.Value.Length > 0).Select(v => v.Key).Order(StringComparer.Ordinal)];

    /// <summary>The names of settings whose values stand in a vault that cannot be read from here. Asking for one throws.</summary>
    public IReadOnlyList<string> Unreadable => [.. Names.Where(name => VaultReference.Of(values[name]) is { } reference && Read(reference) is null)];

    /// <summary><c>database</c>: <c>postgres</c>, <c>off</c> for a node without database, or <c>cassandra</c> before 3.4.</summary>
    public string Database => Value("database") ?? "postgres";

    /// <summary><c>prefix</c>: the node's working directory.</summary>
    public string Prefix => Value("prefix") ?? "/usr/local/kong/";

    /// <summary><c>plugins</c> as written; <c>bundled</c> stands for all that come with a version. Empty for <c>off</c>.</summary>
    public IReadOnlyList<string> Plugins => List("plugins") is ["off"] ? [] : List("plugins");

    /// <summary>How many workers a node has (<c>nginx_main_worker_processes</c>, else <c>nginx_worker_processes</c>); <see langword="null"/> for <c>auto</c>: as many as its host has processors.</summary>
    public int? WorkerProcesses => Value("nginx_main_worker_processes") is null ? (int?)NumberUnlessAuto("nginx_worker_processes") : (int?)NumberUnlessAuto("nginx_main_worker_processes");

    /// <summary>The database.</summary>
    public KongPostgresSettings Postgres => new(this, isReplica: false);

    /// <summary>The replica that nodes read from while they proxy, or <see langword="null"/> where there is none. Commands and the Admin API never use it.</summary>
    public KongPostgresSettings? ReadOnlyPostgres => Value("pg_ro_host") is null ? null : new(this, isReplica: true);

    /// <summary>A setting's value.</summary>
    /// <param name="name">The name as in <c>kong.conf</c>.</param>
    /// <returns>The text, or <see langword="null"/> when it is not set.</returns>
    /// <exception cref="UpgradeServiceException">The value stands in a vault that cannot be read from here.</exception>
    public string? Value(string name)
    {
        if (!values.TryGetValue(name, out string? value) || value.Length == 0) return null;
        if (VaultReference.Of(value) is not { } reference) return value;
        return Read(reference) ?? throw new UpgradeServiceException($"{name} stands in a vault that cannot be read from here: {reference.Text}. Put the value into {EnvironmentPrefix}{name.ToUpperInvariant()} of the environment that is given.");
    }

    /// <summary>A setting that is a list with commas.</summary>
    /// <param name="name">The name as in <c>kong.conf</c>.</param>
    /// <returns>The members, trimmed; empty when it is not set.</returns>
    /// <exception cref="UpgradeServiceException">See <see cref="Value"/>.</exception>
    public IReadOnlyList<string> List(string name) => Value(name)?.Split(',').Select(ConfigurationText.Trim).ToArray() ?? [];

    /// <summary>A switch: <c>on</c> and <c>true</c> are on, all else is off, as in Kong.</summary>
    /// <param name="name">The name as in <c>kong.conf</c>.</param>
    /// <returns>Whether it is on.</returns>
    /// <exception cref="UpgradeServiceException">See <see cref="Value"/>.</exception>
    public bool IsOn(string name) => Value(name) is "on" or "true";

    /// <summary>A setting that is a number.</summary>
    /// <param name="name">The name as in <c>kong.conf</c>.</param>
    /// <returns>The number, or <see langword="null"/> when it is not set.</returns>
    /// <exception cref="UpgradeServiceException">It is no number; or see <see cref="Value"/>.</exception>
    public decimal? Number(string name) => Value(name) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number
        : throw new UpgradeServiceException($"{name} is not a number: '{text}' ({origin}). Kong itself would not start; correct it.");

    /// <summary>Where it came from; no values.</summary>
    /// <returns>Text for people.</returns>
    public override string ToString() => $"Kong configuration of {origin}";

    /// <summary>What the file or the environment names, as opposed to defaults; an empty value, which takes a default away, included.</summary>
    internal IReadOnlyCollection<string> SetNames => set;

    /// <summary>Lines that Kong passes over in silence; see <see cref="ConfigurationText.Oddities"/>.</summary>
    internal IReadOnlyList<string> Oddities { get; private init; } = [];

    /// <summary>Names that come from the environment.</summary>
    internal IEnumerable<string> EnvironmentNames => environment.Keys.Where(IsSetting).Select(v => v[EnvironmentPrefix.Length..].ToLowerInvariant());

    internal bool IsSet(string name) => set.Contains(name);

    /// <summary>The text as written, a reference to a vault included; <see langword="null"/> when there is none.</summary>
    internal string? Plain(string name) => values.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;

    /// <summary>Whether a reference to a vault can be read with this environment.</summary>
    internal bool CanRead(string text) => VaultReference.Of(text) is { } reference && Read(reference) is not null;

    private static KongConfiguration Of(string text, IReadOnlyDictionary<string, string> environment, string origin) =>
        new(ConfigurationText.Read(text), environment, origin) { Oddities = [.. ConfigurationText.Oddities(text)] };

    private decimal? NumberUnlessAuto(string name) => Value(name) is "auto" ? null : Number(name);

    private string? Read(VaultReference reference) => reference.Read(environment, values.GetValueOrDefault("vault_env_prefix"));

    private static bool IsSetting(string variable) =>
        variable.Length > EnvironmentPrefix.Length && variable.StartsWith(EnvironmentPrefix, StringComparison.Ordinal) && !variable.Any(char.IsAsciiLetterLower);

    private static Dictionary<string, string> OfThisProcess() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);
}
