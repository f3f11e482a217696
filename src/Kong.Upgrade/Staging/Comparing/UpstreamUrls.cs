using Kong.Upgrade.Staging.Answers;

namespace Kong.Upgrade.Staging.Comparing;

/// <summary>Which URL a test upstream says it was asked for (<see cref="StagingOptions.UpstreamUrlAt"/>).</summary>
internal static class UpstreamUrls
{
    public static string? Of(StagingAnswer answer, string at) =>
        at.StartsWith('$') ? AnswerJson.At(AnswerJson.Of(answer.Body.Span), JsonPath.Parse(at))?.ToString() : answer.Header(at);
}
