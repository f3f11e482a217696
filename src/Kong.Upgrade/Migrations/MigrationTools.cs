using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Migrations;

/// <summary>What every part of a run needs. Immutable.</summary>
internal sealed record MigrationTools(KongCommand Kong, KongDatabase Database, KongMigrationOptions Options, TimeProvider Time, ILogger Logger)
{
    public MigrationStateReader Reader { get; } = new(Kong, Database, Time, Logger);

    public KongLock KongLock { get; } = new(Database, Time);
}
