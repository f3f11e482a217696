using Kong.Upgrade.Migrations;

namespace Kong.Upgrade;

/// <summary>Runs the two halves of <c>kong migrations</c> with the new version's <c>kong</c>.</summary>
/// <remarks>
/// For the implementer: never infer a state from an exit code or from what was just asked; read it again (kong-facts 1.4, 11.3).
/// Every member may be called again after a crash and then has the same effect as once. The token means that the caller no longer
/// waits: end the command <em>and</em> its database sessions (kong-facts 11.9, 12.8), then throw <see cref="OperationCanceledException"/>.
/// A state that cannot be read is a thrown <see cref="UpgradeServiceException"/>, never an empty state.
/// </remarks>
public interface IMigrationRunner
{
    /// <summary>Reads how the database stands, as the new version sees it.</summary>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>The state that was read.</returns>
    Task<MigrationState> GetStateAsync(CancellationToken cancellationToken);

    /// <summary>Runs <c>kong migrations up</c>: afterwards blue and green can both use the database.</summary>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>The state read after the command ended.</returns>
    Task<MigrationState> UpAsync(CancellationToken cancellationToken);

    /// <summary>Runs <c>kong migrations finish</c>: afterwards blue can no longer be trusted on this database.</summary>
    /// <param name="permit">The proof that it may run.</param>
    /// <param name="cancellationToken">The caller no longer waits; after the point of no return the engine passes a token that never fires.</param>
    /// <returns>The state read after the command ended.</returns>
    Task<MigrationState> FinishAsync(FinishPermit permit, CancellationToken cancellationToken);
}
