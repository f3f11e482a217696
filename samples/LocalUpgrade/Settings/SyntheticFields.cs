using static LocalUpgrade.Settings.Field;

namespace LocalUpgrade.Settings;

/// <summary>The fields of <c>synthetic</c>.</summary>
internal static class SyntheticFields
{
    public static Field Synthetic { get; } = new("synthetic", FieldKind.Object, "Requests of the upgrade's own to each node of both clusters, past the balancer, judged as a witness beside the users: for installations with few users.")
    {
        Default = "{}",
        Fields =
        [
            new("requests", FieldKind.List, "Which; each goes to each node in turn. Default: none are sent.") { Default = "[]", Item = Request },
            new("perSecond", FieldKind.Number, "How many a second to each side.") { Default = "10", Range = (0, 1000) },
            new("answerWithin", FieldKind.Duration, "How long one may take; longer is a failure.") { Default = "\"2s\"" },
        ],
    };

    private static Field Request => new("request", FieldKind.Object, "One request; it must change nothing.")
    {
        Fields =
        [
            Required("name", FieldKind.Text, "Its name; unique."),
            new("method", FieldKind.Choice, "The method.") { Default = "\"GET\"", Choices = ["GET", "HEAD"] },
            Required("path", FieldKind.Text, "Path and query, beginning with '/'."),
            new("host", FieldKind.Text, "The Host header. Default: the node's address."),
            new("headers", FieldKind.Map, "More headers, a key for example.") { Default = "{}" },
            new("expectStatus", FieldKind.Whole, "The status that is right. Default: any from 200 to 399.") { Range = (100, 599) },
        ],
    };
}
