using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Proxying;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>acl: lets in, or keeps out, the consumers of some groups.</summary>
internal sealed class Acl(JsonObject config, CredentialCache credentials) : IPlugin
{
    private static readonly Answer Forbidden = new(403, "You cannot consume this service");
    private static readonly Answer Unknown = new(401, "Unauthorized");
    private readonly bool _denies = config.Texts("deny").Count > 0;
    private readonly HashSet<string> _groups = [.. config.Texts(config.Texts("deny").Count > 0 ? "deny" : "allow")];
    private readonly bool _hide = config.Flag("hide_groups_header");

    public Answer? Access(ProxyExchange exchange)
    {
        if (exchange.Consumer is not { } consumer)
            return Unknown;
        if (!credentials.TryFindGroups(consumer.Id, out IReadOnlyList<string>? groups))
            return Answer.Unexpected;
        if (groups is null && !_denies)
            return exchange.CredentialId is null ? Unknown : Forbidden;
        if (groups?.Any(_groups.Contains) == true == _denies)
            return Forbidden;
        if (!_hide)
            exchange.Tell("X-Consumer-Groups", string.Join(", ", groups ?? []));
        return null;
    }
}
