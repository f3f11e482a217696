using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Proxying;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>What a client says in the query and, where its method carries a body, in a form or in JSON.</summary>
internal static class OAuth2Parameters
{
    public static async ValueTask<IReadOnlyDictionary<string, string>> ReadAsync(ProxyExchange exchange)
    {
        Dictionary<string, string> all = new(StringComparer.Ordinal);
        Take(all, QueryHelpers.ParseQuery(exchange.Query));
        if (exchange.Request.Method is not ("POST" or "PUT" or "PATCH"))
            return all;
        string body = Encoding.UTF8.GetString(await exchange.ReadBodyAsync().ConfigureAwait(false));
        if (exchange.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true)
            TakeJson(all, body);
        else if (exchange.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
            Take(all, QueryHelpers.ParseQuery(body));
        return all;
    }

    private static void Take(Dictionary<string, string> all, Dictionary<string, StringValues> some)
    {
        foreach ((string name, StringValues value) in some)
            all[name] = value.ToString();
    }

    private static void TakeJson(Dictionary<string, string> all, string body)
    {
        try
        {
            foreach ((string name, JsonNode? value) in JsonNode.Parse(body) as JsonObject ?? [])
                if (value is JsonValue)
                    all[name] = value.ToString();
        }
        catch (JsonException)
        {
            // Then it says nothing.
        }
    }
}
