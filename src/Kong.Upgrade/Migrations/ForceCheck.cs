namespace Kong.Upgrade.Migrations;

/// <summary>Guards <c>-f</c>: refuses where it would rewrite routes' paths, and reports afterwards what it did rewrite (kong-facts 1.6, 12.3).</summary>
internal sealed class ForceCheck
{
    private static readonly Migration conversion = new("core", "016_280_to_300");

    private readonly RoutePaths before;
    private readonly bool isRepeated;

    private ForceCheck(RoutePaths before, bool isRepeated) => (this.before, this.isRepeated) = (before, isRepeated);

    /// <summary>Looks before the command runs.</summary>
    public static async Task<ForceCheck> BeginAsync(KongDatabase database, MigrationState state, ForceConsent consent, CancellationToken cancellationToken)
    {
        if (state.Pending.Count > 0 && state.New.Count > 0)
            throw new UpgradeServiceException($"'up -f' was not run on {database}: with {state.Pending.Count} migrations pending it repeats the old ones and leaves out the new ones. Repair the half-done 'up' first, without -f.");
        ForceCheck check = new(await RoutePaths.ReadAsync(database, cancellationToken).ConfigureAwait(false), state.Executed.Contains(conversion));
        IReadOnlyList<string> damage = check.isRepeated ? check.before.DamagedByRepetition() : [];
        return damage.Count == 0 || consent.AcceptDamagedPaths ? check
            : throw new UpgradeServiceException(
                $"'-f' was not run on {database}: it would rewrite the paths of {damage.Count} routes that were converted long ago, and running nodes would hide it until their next restart: {string.Join("; ", damage.Take(20))}. " +
                "Do without -f: a plugin that is merely new needs a plain 'up' with the plugin in KONG_PLUGINS. If it must be, consent with AcceptDamagedPaths and restore routes.paths from the backup afterwards.");
    }

    /// <summary>Looks after the command ran.</summary>
    /// <returns>The routes that were rewritten by a repetition; a first conversion is what 'up' is for.</returns>
    public async Task<IReadOnlyList<string>> EndAsync(KongDatabase database, CancellationToken cancellationToken) =>
        isRepeated ? before.ChangedTo(await RoutePaths.ReadAsync(database, cancellationToken).ConfigureAwait(false)) : [];
}
