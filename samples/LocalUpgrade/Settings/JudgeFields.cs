namespace LocalUpgrade.Settings;

/// <summary>The fields of <c>judge</c>; what they say and their defaults are the library's <c>JudgeOptions</c>.</summary>
internal static class JudgeFields
{
    public static Field Judge { get; } = new("judge", FieldKind.Object, "How green is compared with blue of the same seconds: failures, refusals and times, of all of green and of each node and route.")
    {
        Default = "{}",
        Fields =
        [
            new("enabled", FieldKind.Switch, "Whether it is; without the judge at least one of 'gates' must be named.") { Default = "true" },
            new("falseAlarm", FieldKind.Number, "The chance that a good green is condemned, ever, in the whole upgrade.") { Default = "0.0001", Range = (0, 0.1) },
            new("falseAcceptance", FieldKind.Number, "The chance that a stage is accepted although green is worse than what may be accepted.") { Default = "0.01", Range = (0, 0.2) },
            new("acceptedHarm", FieldKind.Number, "The part of all users that may be worse off unnoticed when a stage is accepted. Ten times as much needs a tenth of the requests.") { Default = "0.0005", Range = (0, 0.1) },
            new("baseline", FieldKind.Duration, "How long blue is looked at before green gets its first share.") { Default = "\"30s\"" },
            new("warmUp", FieldKind.Duration, "How long a node must have been up before it is judged like the others, where the probe knows that (Kong's metrics).") { Default = "\"30s\"" },
            new("warmUpRequests", FieldKind.Whole, "How many requests a node must have answered before its times are judged.") { Default = "100", Range = (0, 1_000_000) },
            new("looksToDecide", FieldKind.Whole, "How many looks at counters (HAProxy's, Kong's metrics) must agree before green is condemned.") { Default = "5", Range = (1, 60) },
            new("pacedLooksToDecide", FieldKind.Whole, "The same where each request is heard of by itself: by an access log, and of 'synthetic'.") { Default = "2", Range = (1, 60) },
            new("unknownDispersion", FieldKind.Number, "How strongly failures are taken to come in clusters where that cannot be measured, because blue is one node.") { Default = "3", Range = (1, 100) },
            new("ignored", FieldKind.List, "What is not judged, because green is meant to differ in it: kongRefusals, serviceErrors, serviceRefusals, kongLatency, requestLatency.") { Default = "[]", Item = Ignored },
        ],
    };

    private static Field Ignored => new("signal", FieldKind.Choice, "A signal.") { Choices = ["serviceErrors", "kongRefusals", "serviceRefusals", "kongLatency", "requestLatency"] };
}
