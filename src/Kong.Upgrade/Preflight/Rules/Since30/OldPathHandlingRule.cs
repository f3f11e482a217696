using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since30;

/// <summary>Routes with <c>path_handling</c> v1 on services whose path makes a difference (kong-facts 13 no. 2 and 3: none where it is empty or a single slash).</summary>
/// <param name="id">The change's id.</param>
/// <param name="isConcerned">Which paths of services.</param>
internal sealed class OldPathHandlingRule(string id, Func<string, bool> isConcerned) : ChangeRule(id)
{
    public override IReadOnlyList<string> Kinds => ["services", "routes"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(isConcerned, isOfInterest: !installation.KeepsOldRouter());

    private sealed class Search(Func<string, bool> isConcerned, bool isOfInterest) : ChangeSearch
    {
        private readonly Dictionary<string, string> pathOfService = new(StringComparer.Ordinal);
        private readonly List<KongEntity> routes = [];

        public override Hit? See(KongEntity entity)
        {
            if (!isOfInterest) return null;
            if (entity.Kind == "services") Learn(entity);
            else if (entity.Text("path_handling") == "v1") routes.Add(entity.Alone());
            return null;
        }

        public override IEnumerable<Hit> End() =>
            from route in routes
            let path = route.Reference("service") is { } service ? pathOfService.GetValueOrDefault(service) ?? pathOfService.GetValueOrDefault($"{route.Workspace}/{service}") : null
            where path is not null
            select Hit.Suspected($"path_handling v1, strip_path {route.Text("strip_path") ?? "not said"}, on a service with path {path}") with { Entity = route };

        private void Learn(KongEntity service)
        {
            string? path = service.Text("path") ?? (Uri.TryCreate(service.Text("url"), UriKind.Absolute, out Uri? url) ? url.AbsolutePath : null);
            if (path is null or "" or "/" || !isConcerned(path)) return;
            if (service.Id is { } id) pathOfService[id] = path;
            if (service.Name is { } name) pathOfService[$"{service.Workspace}/{name}"] = path;
        }
    }
}
