using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Staging.Routes;

/// <summary>Reads as much of the configuration as tests are made of. For one reading.</summary>
internal sealed class ConfigurationReader(bool withKeys) : IEntityVisitor
{
    private static readonly string[] wanted = ["workspaces", "services", "routes", "plugins", "upstreams", "certificates", "snis"], ofConsumers = ["consumers", "keyauth_credentials"];

    private readonly List<KongEntity> entities = [];
    private readonly List<string> troubles = [], hidden = [];

    public IReadOnlyList<KongEntity> Entities => entities;

    public IReadOnlyList<string> Troubles => troubles;

    public IReadOnlyList<string> Hidden => hidden;

    /// <summary>Where the configuration is read when nobody says so: a blue node's Admin API, since blue is what users see today, else a green one's.</summary>
    /// <exception cref="UpgradeServiceException">No node has an Admin API that is known.</exception>
    public static IEntitySource Default(StagingTarget target, DerivedTestOptions options, TimeProvider time)
    {
        ClusterNode node = target.Blue.Concat(target.Green).FirstOrDefault(n => n.Admin is not null)
            ?? throw new UpgradeServiceException("No node has an Admin API that is known, so the configuration cannot be read. Name a source: Derived(source), a PostgresEntitySource for example.");
        return new AdminApiEntitySource(options.AdminApi?.Invoke(node.Admin!) ?? new AdminApiOptions { Address = node.Admin! }, time);
    }

    public static async Task<ConfigurationReader> ReadAsync(IEntitySource source, bool withKeys, CancellationToken cancellationToken)
    {
        ConfigurationReader reader = new(withKeys);
        await source.ReadAsync(reader, cancellationToken).ConfigureAwait(false);
        return reader;
    }

    public void See(KongEntity entity)
    {
        if (wanted.Contains(entity.Kind) || (withKeys && ofConsumers.Contains(entity.Kind))) entities.Add(entity);
    }

    /// <summary>Open source shows no workspace but the default one: what is in others, nothing in most installations, is told as not tested.</summary>
    public void CouldNotRead(string part, string why) => (IsHiddenWorkspace(part) ? hidden : troubles).Add($"{part}: {why}");

    internal static bool IsHiddenWorkspace(string part) => part.StartsWith("workspace ", StringComparison.Ordinal);
}
