using System.Net.Http.Json;
using System.Text.Json;
using Kong.Upgrade.Simulation.Installation;

namespace Kong.Upgrade.Simulation.Users;

/// <summary>Finds what users can ask: one request for each route, asked once, and kept when it is not answered by an error of the server.</summary>
internal static class RouteRequests
{
    public static async Task<IReadOnlyList<UserRequest>> FindAsync(SimulatedInstallation installation, CancellationToken cancellationToken)
    {
        SimulatedKongNode node = installation.BlueNodes.Concat(installation.GreenNodes).First();
        using HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        JsonElement page = await http.GetFromJsonAsync<JsonElement>(new Uri(node.Admin, "/routes?size=1000"), cancellationToken).ConfigureAwait(false);
        List<UserRequest> found = [];
        foreach (UserRequest request in page.GetProperty("data").EnumerateArray().Select(Of).OfType<UserRequest>())
        {
            using HttpRequestMessage message = request.To(node.Proxy);
            using HttpResponseMessage answer = await http.SendAsync(message, cancellationToken).ConfigureAwait(false);
            if ((int)answer.StatusCode < 500) found.Add(request);
        }
        // Without a single route that answers, users still come: they get 404, which is the gateway's right answer.
        return found.Count > 0 ? found : [new("GET", "/", null, new Dictionary<string, string>())];
    }

    /// <summary>A request that the route matches; none for a regular expression, whose texts are not guessed here.</summary>
    private static UserRequest? Of(JsonElement route)
    {
        string path = First(route, "paths") ?? "/";
        if (path.StartsWith('~')) return null;
        string? host = First(route, "hosts")?.Replace("*", "www", StringComparison.Ordinal);
        return new(First(route, "methods") ?? "GET", path, host, Headers(route));
    }

    private static string? First(JsonElement route, string name) =>
        route.TryGetProperty(name, out JsonElement list) && list.ValueKind is JsonValueKind.Array && list.GetArrayLength() > 0 ? list[0].GetString() : null;

    private static Dictionary<string, string> Headers(JsonElement route) =>
        !route.TryGetProperty("headers", out JsonElement headers) || headers.ValueKind is not JsonValueKind.Object ? []
            : headers.EnumerateObject().Where(h => h.Value.GetArrayLength() > 0).ToDictionary(h => h.Name, h => h.Value[0].GetString()!);
}
