using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Kong.Upgrade.Staging.Answers;

namespace Kong.Upgrade.Staging.Expecting;

/// <summary>What can be expected of an answer.</summary>
internal static class Expectations
{
    private const string Broken = "Kong broke over the request (500)";

    public static Expectation Status(string area, params int[] statuses)
    {
        string wanted = string.Join(" or ", statuses);
        return new($"status {wanted}", answer =>
            statuses.Contains(answer.Status) ? null : KongWords.IsBroken(answer) ? new(Broken, "answer") : new(StatusWords(answer, wanted), area));
    }

    public static Expectation NotStatus(string area, params int[] never) => new($"no status {string.Join(" or ", never)}", answer =>
        never.Contains(answer.Status) ? new($"status {answer.Status}{(KongWords.Message(answer) is { } said ? $" (\"{said}\")" : "")}", area) : null);

    public static Expectation Header(string name, string? value) => new(value is null ? $"header {name}" : $"header {name}: {value}", answer =>
        answer.Header(name) is not { } found ? new($"header {name} is missing", "header")
        : value is null || found == value ? null : new($"header {name} is not as expected", "header"));

    public static Expectation HeaderMatching(string name, string what, Func<string, bool> matches) => new($"header {name} {what}", answer =>
        answer.Header(name) is not { } found ? new($"header {name} is missing", "header") : matches(found) ? null : new($"header {name} is not {what}", "header"));

    public static Expectation NoHeader(string name) => new($"no header {name}", answer => answer.Header(name) is null ? null : new($"header {name} is there", "header"));

    public static Expectation Json(JsonPath path, string? wanted) => new(wanted is null ? path.Text : $"{path.Text} = {wanted}", answer =>
        AnswerJson.Of(answer.Body.Span) is not { } json ? new("the body is no JSON", "body")
        : AnswerJson.At(json, path) is not { } found ? new($"{path.Text} is missing", "body")
        : wanted is null || Text(found) == wanted ? null : new($"{path.Text} is not as expected", "body"));

    public static Expectation BodyContaining(string text) => new("the body holds a text", answer => answer.Body.Span.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 ? null : new("the body does not hold the expected text", "body"));

    public static Expectation Redirect(int status, string location) => new($"a redirect {status} to {location.Split('?')[0]}", answer =>
        answer.Status != status ? new(StatusWords(answer, status.ToString(CultureInfo.InvariantCulture)), "answer") : answer.Header("Location") == location ? null : new("it redirects elsewhere", "header"));

    public static Expectation Within(TimeSpan time) => new($"an answer within {time.TotalMilliseconds:0} ms", answer => answer.Elapsed <= time ? null : new($"it took longer than {time.TotalMilliseconds:0} ms", "time"));

    public static Expectation AnsweredBy(KongVersion version) => new($"Kong {version} answers", answer =>
        KongWords.Version(answer) is not { } found ? new("the answer does not say which Kong gave it (setting 'headers')", "node", CouldNotTell: true) : found == version ? null : new($"Kong {found} answers instead of {version}", "node"));

    public static Expectation Route(string nameOrId) => Debugged("route", nameOrId, "Kong-Route-Name", "Kong-Route-Id");

    /// <summary>A route answers, as far as the node says which.</summary>
    public static Expectation RouteIfSaid(string? id, string? name) => new($"route {name ?? id} answers where the node says it", answer =>
        (answer.Header("Kong-Route-Id"), answer.Header("Kong-Route-Name")) is var (foundId, foundName) && ((foundId is not null && id is not null && foundId != id) || (foundName is not null && name is not null && foundName != name)) ? new("another route answers", "route") : null);

    public static Expectation Service(string nameOrId) => Debugged("service", nameOrId, "Kong-Service-Name", "Kong-Service-Id");

    /// <summary>A route answered, whichever, and Kong did not break over it.</summary>
    public static Expectation SomeRoute() => new("a route answers", answer =>
        KongWords.IsNoRoute(answer) ? new("no route matched (404)", "route") : KongWords.IsBroken(answer) ? new(Broken, "answer") : null);

    /// <summary>The health of a gRPC service: SERVING, and a status of 0.</summary>
    public static Expectation Serving() => new("grpc health SERVING", answer =>
        (answer.Header("grpc-status") ?? "0") != "0" ? new($"grpc-status {answer.Header("grpc-status")} instead of 0", "answer")
        : answer.Body.Span is [_, _, _, _, _, 0x08, 0x01, ..] ? null : new("the health check does not say SERVING", "body"));

    private static Expectation Debugged(string what, string wanted, params string[] headers) => new($"{what} {wanted} answers", answer =>
    {
        string[] found = [.. headers.Select(answer.Header).OfType<string>()];
        return found.Length == 0 ? new($"the answer does not say which {what} gave it: switch allow_debug_header on for green while it is staged", what, CouldNotTell: true)
            : found.Contains(wanted) ? null : new($"another {what} answers", what);
    });

    private static string StatusWords(StagingAnswer answer, string wanted) =>
        KongWords.IsNoRoute(answer) ? $"no route matched (404) instead of status {wanted}" : $"status {answer.Status} instead of {wanted}{(KongWords.Message(answer) is { } said ? $" (\"{said}\")" : "")}";

    private static string Text(JsonNode node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : node.ToJsonString();
}
