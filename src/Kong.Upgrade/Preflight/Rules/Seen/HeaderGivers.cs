using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Preflight.Rules.Seen;

/// <summary>Where plugins stand that give a header: everywhere, on routes, on services.</summary>
internal sealed class HeaderGivers
{
    private readonly HashSet<string> routes = new(StringComparer.Ordinal), services = new(StringComparer.Ordinal);
    private bool isGlobal, isForConsumers;

    public void Add(KongEntity plugin)
    {
        if (IsForConsumer(plugin)) isForConsumers = true;
        else if (plugin.Reference("route") is { } route) routes.Add(route);
        else if (plugin.Reference("service") is { } service) services.Add(service);
        else isGlobal = true;
    }

    /// <summary>How sure it is that a request passes one of them and the other plugin; <see langword="null"/> where none can.</summary>
    public FindingCertainty? Meets(KongEntity other)
    {
        string? route = other.Reference("route"), service = other.Reference("service");
        bool isSure = isGlobal || (route is not null ? routes.Contains(route) : service is not null ? services.Contains(service) : routes.Count + services.Count > 0);
        if (isSure) return IsForConsumer(other) ? FindingCertainty.Suspected : FindingCertainty.Certain;
        // A route may be the service's; only its own row would tell.
        bool mayMeet = isForConsumers || (route is not null ? services.Count > 0 : routes.Count > 0);
        return mayMeet ? FindingCertainty.Suspected : null;
    }

    private static bool IsForConsumer(KongEntity plugin) => plugin.Reference("consumer") is not null || plugin.Reference("consumer_group") is not null;
}
