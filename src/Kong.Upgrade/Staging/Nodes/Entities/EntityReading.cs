using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Staging.Routes;

namespace Kong.Upgrade.Staging.Nodes.Entities;

/// <summary>One reading of a node: hands entities on, and remembers what could not be read.</summary>
internal sealed class EntityReading(Action<EntityKey, KongEntity> see) : IEntityVisitor
{
    private const string OneOf = "an entity of ";

    private readonly HashSet<string> kinds = new(StringComparer.Ordinal);

    /// <summary>What could not be read, and why.</summary>
    public List<string> Unread { get; } = [];

    /// <summary>Workspaces that open source does not show, on either side.</summary>
    public List<string> Hidden { get; } = [];

    /// <summary>Whether the reading ended before its end.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Reads a node.</summary>
    public static async Task<EntityReading> OfAsync(ProvenNode node, TimeProvider time, Action<EntityKey, KongEntity> see, CancellationToken cancellationToken)
    {
        EntityReading reading = new(see);
        try
        {
            AdminApiEntitySource source = new(node.Options, time);
            await source.ReadAsync(reading, cancellationToken).ConfigureAwait(false);
            if (source.Version != node.Root.Version) reading.Break($"what answers on {node.Node.Admin} said version '{node.Root.Version}' first and then '{source.Version}'");
        }
        catch (UpgradeServiceException broken)
        {
            reading.Break(broken.Message);
        }
        return reading;
    }

    /// <summary>Whether all of a kind was seen: only then is an entity that was not seen not there.</summary>
    public bool IsWhole(string kind) => !IsBroken && !kinds.Contains(kind);

    /// <inheritdoc/>
    public void See(KongEntity entity) => see(EntityKey.Of(entity), entity);

    /// <inheritdoc/>
    public void CouldNotRead(string part, string why)
    {
        if (ConfigurationReader.IsHiddenWorkspace(part))
        {
            Hidden.Add(part);
            return;
        }
        Unread.Add($"{part}: {why}");
        string kind = (part.StartsWith(OneOf, StringComparison.Ordinal) ? part[OneOf.Length..] : part).Split(' ')[0];
        kinds.Add(kind == "vaults_beta" ? "vaults" : kind);
    }

    private void Break(string why)
    {
        IsBroken = true;
        Unread.Add(why);
    }
}
