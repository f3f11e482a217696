using System.Text.Json;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Simulation.Database;

namespace Kong.Upgrade.Simulation.Installation;

/// <summary>Runs the simulated <c>kong</c> of the new version, and believes only what <c>kong migrations status</c> says afterwards.</summary>
internal sealed class SimulatedMigrationRunner(KongVersion version, ISchemaStore store) : IMigrationRunner
{
    private readonly SimulatedKongCommand kong = new(version, new() { SchemaStore = store });

    public async Task<MigrationState> GetStateAsync(CancellationToken cancellationToken)
    {
        string json = await RunAsync("status", cancellationToken).ConfigureAwait(false);
        using JsonDocument status = Parse(json);
        return new()
        {
            SeenBy = version,
            NeedsBootstrap = status.RootElement.TryGetProperty("needs_bootstrap", out JsonElement needs) && needs.GetBoolean(),
            Executed = Set(status, "executed_migrations"),
            Pending = Set(status, "pending_migrations"),
            New = Set(status, "new_migrations"),
            Missing = Set(status, "missing_migrations"),
        };
    }

    public async Task<MigrationState> UpAsync(CancellationToken cancellationToken)
    {
        await RunAsync("up", cancellationToken).ConfigureAwait(false);
        return await GetStateAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<MigrationState> FinishAsync(FinishPermit permit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(permit);
        await RunAsync("finish", cancellationToken).ConfigureAwait(false);
        return await GetStateAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> RunAsync(string subcommand, CancellationToken cancellationToken)
    {
        using StringWriter output = new(), errors = new();
        string prefix = Path.Combine(Path.GetTempPath(), $"kong-simulated-{Guid.NewGuid():n}");
        try
        {
            await kong.RunAsync(["migrations", subcommand, "-p", prefix, "--db-timeout", "60", "--lock-timeout", "60"], new Dictionary<string, string>(), output, errors, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (Directory.Exists(prefix)) Directory.Delete(prefix, recursive: true);
        }
        return subcommand != "status" || output.ToString().Split('\n').Any(line => line.StartsWith('{')) ? output.ToString()
            : throw new UpgradeServiceException($"'kong migrations status' of {version} printed no state: {errors.ToString().Trim()} Look whether its database answers.", isTransient: true);
    }

    // The state is one line; Kong may print remarks around it (kong-facts 11.6).
    private static JsonDocument Parse(string output) => JsonDocument.Parse(output.Split('\n').First(line => line.StartsWith('{')));

    private static HashSet<Migration> Set(JsonDocument status, string name) => !status.RootElement.TryGetProperty(name, out JsonElement subsystems) ? []
        : [.. subsystems.EnumerateArray().SelectMany(s => s.GetProperty("migrations").EnumerateArray().Select(m => new Migration(s.GetProperty("subsystem").GetString()!, m.GetString()!)))];
}
