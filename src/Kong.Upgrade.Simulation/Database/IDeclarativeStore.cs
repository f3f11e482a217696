namespace Kong.Upgrade.Simulation.Database;

/// <summary>Where <c>config db_import</c> puts the entities and <c>config db_export</c> finds them again: one declarative file as it was read.</summary>
internal interface IDeclarativeStore
{
    Task<string?> ReadAsync(CancellationToken cancellationToken);

    Task WriteAsync(string yaml, CancellationToken cancellationToken);
}
