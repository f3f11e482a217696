using static LocalUpgrade.Settings.Field;

namespace LocalUpgrade.Settings;

/// <summary>The fields of <c>balancer</c>, by its kind. A retreat needs nothing else of the file.</summary>
internal static class BalancerFields
{
    public static Field Balancer { get; } = Required("balancer", FieldKind.Object, "The load balancer that users reach, and how it splits. 'retreat' needs this part only.") with
    {
        Fields = [Required("kind", FieldKind.Choice, "Which balancer.") with { Choices = ["nginx", "haproxy"] }],
        Variants = new Dictionary<string, IReadOnlyList<Field>> { ["nginx"] = Nginx, ["haproxy"] = HAProxy },
    };

    private static Field Shield(string says) => new("shield", FieldKind.Switch, says) { Default = "false" };

    private static Field ShieldedStatuses => new("shieldedStatuses", FieldKind.List, "Which answers of green count as failed for the shield.") { Default = "[502, 503, 504]", Item = new("status", FieldKind.Whole, "A status.") { Range = (400, 599) } };

    private static IReadOnlyList<Field> Nginx =>
    [
        Required("includeFile", FieldKind.Path, "The file that the upgrade owns, included by nginx's configuration in http {}. 'plan' prints what must stand beside it."),
        Required("blue", FieldKind.List, "Where blue's nodes take traffic, each as host:port.") with { AtLeast = 1, Item = new("address", FieldKind.Text, "host:port") },
        Required("green", FieldKind.List, "Where green's nodes will take traffic, each as host:port.") with { AtLeast = 1, Item = new("address", FieldKind.Text, "host:port") },
        new("mode", FieldKind.Choice, "How nginx learns of a new share: reload works everywhere but closes idle connections, which careless clients see; njs and lua need that module and close nothing.") { Default = "\"reload\"", Choices = ["reload", "njs", "lua"] },
        new("key", FieldKind.Text, "What decides on which side a request goes, in nginx's variables: $request_id for each request alone; $remote_addr or $cookie_NAME keep a client on its side.") { Default = "\"$request_id\"" },
        new("testerHeader", FieldKind.Text, "A header by which testers choose their side (green or blue) whatever the share is. Default: nobody can."),
        new("mirror", FieldKind.Number, "The part of GET and HEAD requests, in percent, that is sent to green as well with its answers discarded.") { Default = "0", Range = (0, 100) },
        Shield("Whether blue answers an idempotent request that failed on green, so that users see nothing; it still counts against green."),
        ShieldedStatuses,
        new("executable", FieldKind.Executable, "The nginx that is tested and reloaded.") { Default = "\"nginx\"" },
        new("configurationFile", FieldKind.Path, "Its configuration (-c). Default: the built-in one."),
        new("prefix", FieldKind.Path, "Its prefix (-p). Default: the built-in one."),
        Required("accessLog", FieldKind.Path, "A file for the access log from which green is judged; the include file makes nginx write it."),
        new("lingerAtMost", FieldKind.Duration, "How long nginx's old workers may go on before a share counts as not in force.") { Default = "\"30s\"" },
        new("controlPort", FieldKind.Whole, "The port on 127.0.0.1 where nginx tells which share it really has. Default: one from 20000 to 29999 that follows from includeFile.") { Range = (1, 65535) },
    ];

    private static IReadOnlyList<Field> HAProxy =>
    [
        Required("socket", FieldKind.Path, "The Runtime API: the path of a stats socket of level admin, or host:port."),
        Required("backend", FieldKind.Text, "The backend that holds blue's and green's servers."),
        Required("blue", FieldKind.List, "The names of blue's servers in the backend.") with { AtLeast = 1, Item = new("server", FieldKind.Text, "A server's name.") },
        Required("green", FieldKind.List, "The names of green's servers in the backend.") with { AtLeast = 1, Item = new("server", FieldKind.Text, "A server's name.") },
        new("mode", FieldKind.Choice, "How a share is told: weights needs nothing but the servers; map is exact to one part in a million and needs lines that 'plan' prints.") { Default = "\"weights\"", Choices = ["weights", "map"] },
        new("mapFile", FieldKind.Path, "The map file that holds the share; needed for map."),
        new("key", FieldKind.Text, "A sample that keeps a client on its side, such as src; for map. Default: each request is decided alone."),
        new("testerHeader", FieldKind.Text, "A header by which testers choose their side (green or blue) whatever the share is; for map. Default: nobody can."),
        new("serverStateFile", FieldKind.Path, "Where the servers' states are saved after each change, so that a restart of HAProxy keeps the share; for weights. Default: a restart goes back to the configured weights."),
        Shield("Whether blue answers a GET, HEAD or OPTIONS that failed on green; for map. 'plan' prints the lines that do it."),
        ShieldedStatuses,
        new("accessLogPort", FieldKind.Whole, "A UDP port on 127.0.0.1 to which HAProxy sends its access log: then green is judged from that, each request as it ends and with its time, instead of from HAProxy's counters. 'plan' prints the lines. Default: the counters.") { Range = (1, 65535) },
        new("answerWithin", FieldKind.Duration, "How long one command to the Runtime API may take.") { Default = "\"2s\"" },
    ];
}
