using System.Collections.Frozen;

namespace Kong.Upgrade.Staging.Routes.Answers;

/// <summary>The plugins whose part in an answer is known, in the order in which Kong runs them: 2.8.5, 3.4.2 and 3.9.1 agree on it but for their numbers (PRIORITY in kong/plugins/*/handler.lua), and correlation-id, which decides nothing.</summary>
internal static class KnownPlugins
{
    // session lets through whom it does not know; acme answers only below /.well-known.
    private static readonly FrozenDictionary<string, (int Place, PluginKind Kind)> known = new (string Names, PluginKind Kind)[]
    {
        ("correlation-id zipkin", PluginKind.LetsThrough),
        ("bot-detection", PluginKind.MayRefuse),
        ("cors session acme", PluginKind.LetsThrough),
        ("jwt oauth2 key-auth ldap-auth basic-auth hmac-auth", PluginKind.Authenticates),
        ("ip-restriction request-size-limiting", PluginKind.MayRefuse),
        ("acl", PluginKind.AsksForConsumer),
        ("rate-limiting response-ratelimiting", PluginKind.MayRefuse),
        ("request-transformer response-transformer", PluginKind.LetsThrough),
        ("redirect", PluginKind.Answers),
        ("proxy-cache opentelemetry prometheus http-log statsd datadog file-log udp-log tcp-log loggly syslog", PluginKind.LetsThrough),
        ("request-termination", PluginKind.Answers),
    }.SelectMany(k => k.Names.Split(' ').Select(name => (name, k.Kind))).Select((k, place) => (k.name, place, k.Kind)).ToFrozenDictionary(k => k.name, k => (k.place, k.Kind), StringComparer.Ordinal);

    public static PluginKind KindOf(string name) => known.TryGetValue(name, out (int Place, PluginKind Kind) plugin) ? plugin.Kind : PluginKind.Anything;

    /// <summary>Its place in the order; what is not known comes first, for it may.</summary>
    public static int PlaceOf(string name) => known.TryGetValue(name, out (int Place, PluginKind Kind) plugin) ? plugin.Place : -1;
}
