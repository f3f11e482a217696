using Kong.Upgrade;
using Kong.Upgrade.Preflight.Entities;
using LocalUpgrade.Settings;

namespace LocalUpgrade.Making;

/// <summary>The configuration in the database, read as blue logs in. Nothing is connected before it is read, so that a plan can be made without a database.</summary>
internal sealed class BlueEntities(ClusterSettings blue) : IEntitySource
{
    public string Name => "blue's database";

    public EntityOrigin Origin => EntityOrigin.Database;

    public async Task ReadAsync(IEntityVisitor visitor, CancellationToken cancellationToken)
    {
        await using KongDatabase login = KongDatabase.FromConfiguration(await blue.ConfigurationAsync(cancellationToken));
        await new PostgresEntitySource(login).ReadAsync(visitor, cancellationToken);
    }
}
