using Kong.Upgrade.Configuration;
using Kong.Upgrade.Processes;

namespace Kong.Upgrade.Clusters.Local;

/// <summary>One node with all that its configuration says. Shows no secret.</summary>
internal sealed class NodePlan
{
    private readonly LocalNode node;
    private readonly Dictionary<string, string?> environment;
    private readonly string[] secrets;

    private NodePlan(LocalNode node, KongDatabase database, Dictionary<string, string?> environment, KongConfiguration configuration, IReadOnlyDictionary<string, string> written)
    {
        (this.node, Database, this.environment, Configuration, Written) = (node, database, environment, configuration, written);
        Listens = NodeListens.Of(configuration, node.Kong.Version);
        secrets = [.. environment.Concat(written.Select(w => KeyValuePair.Create(w.Key, (string?)w.Value))).Where(v => NodeEnvironment.IsSecret(v.Key, v.Value)).Select(v => v.Value!), .. database.Password is { } password ? [password] : Array.Empty<string>()];
    }

    public string Name => node.Name;

    public KongVersion Version => node.Kong.Version;

    public KongCommand Kong => node.Kong;

    /// <summary>Without a slash at its end.</summary>
    public string Prefix => node.Prefix.TrimEnd('/');

    /// <summary>The database as this node sees it.</summary>
    public KongDatabase Database { get; }

    public KongConfiguration Configuration { get; }

    /// <summary>What the node's file and environment themselves say, without defaults.</summary>
    public IReadOnlyDictionary<string, string> Written { get; }

    public IReadOnlyList<ListenAddress> Listens { get; }

    public Uri? Proxy => node.Proxy ?? First(NodeListens.Proxy);

    public Uri? Admin => node.Admin ?? First(NodeListens.Admin);

    public Uri? Status => node.Status ?? First(NodeListens.Status);

    /// <summary>Where it takes user traffic over TLS.</summary>
    public Uri? ProxyTls => Listens.FirstOrDefault(l => l.Setting == NodeListens.Proxy && l.IsTls)?.Url;

    /// <summary>Where its error log goes; a path that may be a device.</summary>
    public string ErrorLog => Path.Combine(Prefix, (Written.GetValueOrDefault("proxy_error_log") ?? "logs/error.log").Split(' ')[0]);

    /// <summary>Whether the error log is a file: a device has no end that could be read, and reading may never come back.</summary>
    public bool IsErrorLogAFile => !ErrorLog.StartsWith("/dev/", StringComparison.Ordinal) && !ErrorLog.Contains("syslog:", StringComparison.Ordinal);

    public Secrets Secrets => new(secrets);

    public ClusterNode Node => new() { Name = Name, Version = Version, Proxy = Proxy, ProxyTls = ProxyTls, Admin = Admin, Status = Status, ErrorLog = IsErrorLogAFile ? ErrorLog : null };

    /// <summary>Reads what a node's configuration says.</summary>
    /// <param name="node">The node.</param>
    /// <param name="database">The database as the node sees it.</param>
    /// <param name="isPointed">Whether the node is to be told of that database; blue knows its own.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    public static async Task<NodePlan> LoadAsync(LocalNode node, KongDatabase database, bool isPointed, CancellationToken cancellationToken)
    {
        Dictionary<string, string?> environment = NodeEnvironment.Of(node, isPointed ? database : null);
        KongConfiguration configuration = await KongConfiguration.LoadAsync(node.Kong.ConfigurationFile, NodeEnvironment.Seen(environment), cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> written = node.Kong.ConfigurationFile is { } file ? ConfigurationText.Read(await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false)) : new(StringComparer.Ordinal);
        if (written.ContainsKey("nginx_main_daemon")) environment["KONG_NGINX_MAIN_DAEMON"] = "on";
        foreach ((string name, string value) in node.Kong.Environment.Where(v => v.Key.StartsWith("KONG_", StringComparison.Ordinal))) written[name["KONG_".Length..].ToLowerInvariant()] = value;
        return new(node, database, environment, configuration, written);
    }

    /// <summary>A command of this node's <c>kong</c>. Secrets stand in its environment only.</summary>
    public CommandLine Line(params string[] arguments) => new(node.Kong.Executable, arguments) { Environment = environment, Secrets = secrets };

    /// <summary>A command on the node in its prefix.</summary>
    public CommandLine LineInPrefix(params string[] arguments) => Line([.. arguments, "-p", Prefix]);

    public override string ToString() => $"{Name} (Kong {Version} in {Prefix})";

    private Uri? First(string setting) => Listens.FirstOrDefault(l => l.Setting == setting && !l.IsTls && !l.IsUdp)?.Url;
}
