using Kong.Upgrade;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Clusters.Local;
using LocalUpgrade.Making;

namespace LocalUpgrade.Settings;

/// <summary>One of the two clusters.</summary>
/// <param name="Kong">Its <c>kong</c> as commands are run that belong to no node.</param>
/// <param name="Nodes">Its nodes.</param>
internal sealed record ClusterSettings(KongCommand Kong, IReadOnlyList<LocalNode> Nodes)
{
    public KongVersion Version => Kong.Version;

    /// <summary>The first node's configuration, as the node itself reads it: it says where the database is.</summary>
    public Task<KongConfiguration> ConfigurationAsync(CancellationToken cancellationToken) => ConfigurationAsync(Nodes[0], cancellationToken);

    /// <summary>The same as the node will be started by the upgrade: with a login of its own.</summary>
    public Task<KongConfiguration> ConfigurationAsync(string login, CancellationToken cancellationToken) => ConfigurationAsync(Nodes[0], cancellationToken, ("KONG_PG_USER", login));

    /// <summary>Where each node listens, as the settings name it, else as its own configuration says.</summary>
    public async Task<IReadOnlyList<ClusterNode>> ListeningNodesAsync(CancellationToken cancellationToken)
    {
        List<ClusterNode> nodes = [];
        foreach (LocalNode node in Nodes)
        {
            KongConfiguration configuration = await ConfigurationAsync(node, cancellationToken);
            nodes.Add(new()
            {
                Name = node.Name,
                Version = Version,
                Proxy = node.Proxy ?? Listeners.Proxy(configuration),
                ProxyTls = Listeners.ProxyTls(configuration),
                Admin = node.Admin ?? Listeners.Admin(configuration),
                Status = node.Status ?? Listeners.Status(configuration),
                ErrorLog = Listeners.ErrorLog(node.Prefix, configuration),
            });
        }
        return nodes;
    }

    public static ClusterSettings From(Value value, Binder binder)
    {
        (KongVersion version, string executable) = (value.Version("version"), binder.Executable(value, "executable"));
        (string? file, Dictionary<string, string> environment) = (binder.Path(value, "configuration"), binder.Map(value, "environment"));
        LocalNode[] nodes = [.. value["nodes"]!.Items.Select(node => Node(node, binder, new(version, executable) { ConfigurationFile = file, Environment = environment }))];
        return new(new(version, executable) { ConfigurationFile = file ?? nodes[0].Kong.ConfigurationFile, Environment = environment }, nodes);
    }

    private static Task<KongConfiguration> ConfigurationAsync(LocalNode node, CancellationToken cancellationToken, params (string Name, string Value)[] more)
    {
        // As a node is started: this program's environment without what it says of Kong, then the node's own.
        Dictionary<string, string> environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(e => !((string)e.Key).StartsWith("KONG_", StringComparison.Ordinal)).ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);
        foreach ((string name, string value) in node.Kong.Environment.Select(e => (e.Key, e.Value)).Concat(more)) environment[name] = value;
        return KongConfiguration.LoadAsync(node.Kong.ConfigurationFile, environment, cancellationToken);
    }

    private static LocalNode Node(Value value, Binder binder, KongCommand kong)
    {
        Dictionary<string, string> environment = new(kong.Environment, StringComparer.Ordinal);
        foreach ((string name, string text) in binder.Map(value, "environment")) environment[name] = text;
        return new()
        {
            Name = value.Needed("name"),
            Prefix = binder.NeededPath(value, "prefix"),
            Kong = new(kong.Version, kong.Executable) { ConfigurationFile = binder.Path(value, "configuration") ?? kong.ConfigurationFile, Environment = environment },
            Proxy = value.Address("proxy"),
            Admin = value.Address("admin"),
            Status = value.Address("status"),
        };
    }
}
