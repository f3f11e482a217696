using System.Text.Json.Nodes;
using Kong.Upgrade.Staging.Answers;
using Kong.Upgrade.Staging.Expecting;

namespace Kong.Upgrade.Staging.Recipes;

/// <summary>What recipes expect of an answer beyond what anybody may.</summary>
internal static class Expected
{
    /// <summary>No server error: what plugins that change requests and answers do cannot be seen in one.</summary>
    public static Expectation FromTheService() => new("no server error", answer =>
        answer.Status < 500 ? null : new($"status {answer.Status} instead of an answer of the service{(KongWords.Message(answer) is { } said ? $" (\"{said}\")" : "")}", "answer", CouldNotTell: KongWords.IsOwn(answer) is false));

    /// <summary>Nothing at a place of a JSON body.</summary>
    public static Expectation NoJson(JsonPath path) => new($"nothing at {path.Text}", answer =>
        AnswerJson.Of(answer.Body.Span) is not { } json ? new("the body is no JSON", "body")
        : AnswerJson.At(json, path) is JsonNode ? new($"{path.Text} is there", "body") : null);

    /// <summary>An origin that is not let in: neither by its name nor with all others.</summary>
    public static Expectation NotAllowed(string origin) => new("an origin that is not let in", answer =>
        answer.Header(Cors.AllowOrigin) is { } allowed && (allowed is "*" || allowed == origin) ? new($"{Cors.AllowOrigin} lets in an origin that it must not", "header") : null);
}
