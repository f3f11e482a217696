using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>The tokens that were issued, in the table `oauth2_tokens`: good on every node of the database. Runtime data, which no freeze holds up.</summary>
internal sealed class OAuth2Tokens(SimulatedDatabase database, VersionTraits version, TimeProvider time)
{
    private static readonly EntitySchema Schema = EntitySchemas.Of("oauth2_tokens");

    /// <summary>Issues a token; null when the database takes none.</summary>
    public JsonObject? Issue(string credential, string? service, JsonObject token)
    {
        token["id"] = Guid.NewGuid().ToString();
        token["created_at"] = time.GetUtcNow().ToUnixTimeSeconds();
        token["credential"] = new JsonObject { ["id"] = credential };
        token["service"] = service is null ? null : new JsonObject { ["id"] = service };
        token["access_token"] = Secrets.Random();
        try
        {
            if (!database.Reachable || database.ReadOnly)
                return null;
            database.Entities.Put(Schema.Table, Schema.View(token, version), EntityChange.Create);
            return token;
        }
        catch (KongError)
        {
            return null;
        }
    }

    /// <summary>The row of a token that still counts; false when the database cannot be asked.</summary>
    public bool TryFind(string accessToken, out JsonObject? token)
    {
        token = null;
        try
        {
            if (!database.Reachable)
                return false;
            token = database.Entities.FindBy(Schema.Table, "access_token", accessToken);
        }
        catch (KongError)
        {
            return false;
        }
        token = token is not null && IsAlive(token) ? token : null;
        return true;
    }

    // Zero means for ever.
    private bool IsAlive(JsonObject token) =>
        token.Number("expires_in") is 0 or null || time.GetUtcNow().ToUnixTimeSeconds() - token.Number("created_at") <= token.Number("expires_in");
}
