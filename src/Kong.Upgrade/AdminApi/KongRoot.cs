using System.Text.Json;

namespace Kong.Upgrade.AdminApi;

/// <summary>What <c>GET /</c> says of a node: that it is Kong, and which; and everything else as it stands.</summary>
internal sealed record KongRoot(string Version, string? NodeId, bool IsEnterprise, JsonElement Json)
{
    /// <summary>Asks who is there, before anything else is.</summary>
    /// <exception cref="UpgradeServiceException">Nobody, or not Kong.</exception>
    public static async Task<KongRoot> AskAsync(AdminClient client, AdminApiOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        AdminAnswer answer = await new Retrying(options, time).TryAsync(token => client.GetAsync("", token), a => a.Trouble, cancellationToken).ConfigureAwait(false);
        if (answer.Trouble is { } trouble) throw new UpgradeServiceException($"The Admin API at {options.Address} cannot be used: {trouble}. Tried {(trouble.MayPass ? options.Attempts : 1)} times. {Remedy(trouble, options)}", isTransient: trouble.MayPass);
        if (answer.Text("version") is not { Length: > 0 } version || answer.Json!.Value.TryGetProperty("configuration", out JsonElement configuration) is false || configuration.ValueKind is not JsonValueKind.Object)
            throw new UpgradeServiceException($"What answers at {options.Address} is not Kong's Admin API: its root names no version and no configuration. Name the address of admin_listen, not of the proxy.");
        return new(version, answer.Text("node_id"), answer.Text("edition") is "enterprise" || version.Contains("enterprise", StringComparison.Ordinal), answer.Json.Value);
    }

    private static string Remedy(Trouble trouble, AdminApiOptions options) => trouble.Kind switch
    {
        TroubleKind.Forbidden => $"Give a token with the right to read by {nameof(AdminApiOptions)}.{nameof(AdminApiOptions.Token)}; it is sent as {options.TokenHeader} (rbac_auth_header).",
        TroubleKind.NoAnswer => "Is the node running, and does admin_listen name this address?",
        _ => "Name the address of admin_listen itself.",
    };
}
