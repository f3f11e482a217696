using static LocalUpgrade.Settings.Field;

namespace LocalUpgrade.Settings;

/// <summary>The fields of <c>stagingTests</c> and <c>staging</c>.</summary>
internal static class StagingFields
{
    public static Field Tests { get; } = new("stagingTests", FieldKind.List, "Requests that each green node must answer as expected, and as blue does, before any user meets it. GET and HEAD requests are also asked of blue and of a fresh node of blue's version after 'kong migrations up', as a proof that blue still works.")
    {
        Default = "[]",
        Item = new("test", FieldKind.Object, "One request.")
        {
            Fields =
            [
                Required("name", FieldKind.Text, "The use case, in words; unique."),
                new("method", FieldKind.Text, "The method. Any but GET, HEAD, OPTIONS and TRACE may write, so it needs staging.consent.") { Default = "\"GET\"" },
                Required("path", FieldKind.Text, "Path and query, beginning with '/'."),
                new("host", FieldKind.Text, "The Host header. Default: the node's address."),
                new("headers", FieldKind.Map, "More headers, a key for example.") { Default = "{}" },
                Required("expectStatus", FieldKind.Whole, "The status that must come.") with { Range = (100, 599) },
            ],
        },
    };

    public static Field Staging { get; } = new("staging", FieldKind.Object, "What else green is tested with before any user meets it, and how.")
    {
        Default = "{}",
        Fields =
        [
            new("derived", FieldKind.Switch, "Whether there is a test for every route and every certificate, made from the configuration in the database, which is read as blue logs in.") { Default = "true" },
            new("nodes", FieldKind.Switch, "Whether the nodes themselves are looked at: the configuration that both Admin APIs show, upstreams' health, plugins, workers, green's error logs.") { Default = "true" },
            new("replay", FieldKind.Path, "A file of recorded requests, each of which green must answer as blue does. Only GET, HEAD, OPTIONS and TRACE are sent again; credentials only of a file of requests. Default: none."),
            new("replayFormat", FieldKind.Choice, "How it is written. har: an HTTP archive. nginx: an access log of nginx or Kong in the combined format. requests: lines such as 'GET /orders api.example.com', each followed by its headers.") { Default = "\"requests\"", Choices = ["har", "nginx", "requests"] },
            new("requestsPerSecond", FieldKind.Whole, "How many requests a second are sent to all nodes together; the services behind Kong get them, too.") { Default = "100", Range = (1, 100_000) },
            new("consent", FieldKind.List, "What tests may leave behind; a test that may do more is not sent. writes: services may store something. spendsQuota: limits that users share are used up.") { Default = "[]", Item = new("effect", FieldKind.Choice, "An effect.") { Choices = ["writes", "spendsQuota"] } },
            new("consentReason", FieldKind.Text, "Why, and who says so; needed with consent."),
        ],
    };
}
