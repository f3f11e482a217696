using System.Text.Json;
using Kong.Upgrade.Staging.Requests;
using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes.Answers;

/// <summary>Finds a key that opens a route.</summary>
internal static class CredentialChoice
{
    /// <returns>The key; <see langword="null"/> where key-auth does not ask for one in a header, where something else has to be shown as well, or where no key is there.</returns>
    public static Credential? Of(RouteModel route, RouteConfiguration configuration)
    {
        IReadOnlyCollection<PluginModel> plugins = configuration.Plugins.Of(route);
        PluginModel? keyAuth = plugins.FirstOrDefault(p => p.Name == "key-auth");
        bool asksMore = plugins.Any(p => p != keyAuth && KnownPlugins.KindOf(p.Name) is PluginKind.Authenticates && p.Entity.Text("config.anonymous") is null or "");
        if (keyAuth is null || asksMore || keyAuth.Entity.Field("config.key_in_header") is { ValueKind: JsonValueKind.False }) return null;
        return configuration.Credentials.Find(route.Workspace, plugins.FirstOrDefault(p => p.Name == "acl")?.Entity) is not { } found ? null
            : new(configuration.Plugins.ConsumerId(found.Consumer)) { Header = keyAuth.Entity.Items("config.key_names").FirstOrDefault() ?? "apikey", Key = StagingSecret.Of(found.Key) };
    }
}
