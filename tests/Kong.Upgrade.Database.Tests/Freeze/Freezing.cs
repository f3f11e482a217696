using Kong.Upgrade.Freeze;
using Kong.Upgrade.TestServers;
using Npgsql;

namespace Kong.Upgrade.Database.Tests.Freeze;

/// <summary>What the freeze's tests share: requests, single statements as somebody, and what was logged.</summary>
internal static class Freezing
{
    public static FreezeRequest Run(string id = "42", string reason = "Kong 3.4.2 to 3.9.1 is under way") => new() { RunId = id, Reason = reason };

    /// <summary>Runs a statement as a role in a session of its own; the text of PostgreSQL's refusal, or null when it was accepted.</summary>
    public static async Task<string?> TryAsync(this PostgresServer server, KongDatabase database, string sql, string role = "kong")
    {
        await using NpgsqlConnection connection = await server.OpenAsync(database.Name, role);
        try
        {
            await using NpgsqlCommand command = new(sql, connection);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            return null;
        }
        catch (PostgresException refusal)
        {
            return refusal.MessageText;
        }
    }

    public static async Task<FreezeStanding> StandingAsync(this PostgresWriteFreeze freeze) => (await freeze.CheckAsync(default)).Standing;

    /// <summary>A login role that acts as kong, as kong-facts 12.2 no. 2 makes it. Roles are the whole server's: each test names its own.</summary>
    public static async Task<string> CreateRoleAsync(this PostgresServer server, string name)
    {
        await server.ExecuteAsync("postgres", $"CREATE ROLE {name} LOGIN PASSWORD '{PostgresServer.Password.Replace("'", "''", StringComparison.Ordinal)}' IN ROLE kong; ALTER ROLE {name} SET role = 'kong'");
        return name;
    }
}
