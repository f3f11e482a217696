using System.Globalization;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Answers;

namespace Kong.Upgrade.Staging.Comparing;

/// <summary>An answer taken apart, so that what differs can be named: <c>status</c>, <c>route</c>, <c>header X-Foo</c>, <c>body at $.path</c>.</summary>
internal static class AnswerParts
{
    public const string Status = "status", Route = "route", Service = "service", Protocol = "protocol", End = "end of the body", UpstreamUrl = "upstream URL", HeaderPrefix = "header ", BodyPrefix = "body at ", Body = "body";

    /// <summary>What a part says that is not there.</summary>
    public const string Absent = "\0absent";

    /// <summary>The service behind gave nothing. Which of the three it is depends on what a node has learnt of the service's health, and a fresh one has learnt nothing.</summary>
    public static bool IsServiceAbsent(StagingAnswer answer) => answer.Status is 502 or 503 or 504;

    /// <summary>Everything but the body.</summary>
    public static Dictionary<string, string> OfHead(StagingAnswer answer, ClusterNode node, StagingOptions options)
    {
        Dictionary<string, string> parts = new(StringComparer.OrdinalIgnoreCase)
        {
            [Status] = IsServiceAbsent(answer) ? "502, 503 or 504" : answer.Status.ToString(CultureInfo.InvariantCulture),
            [Protocol] = answer.Protocol.ToString(),
        };
        NodeWords words = new(node);
        foreach ((string name, string value) in answer.Headers)
            if (HeaderNames.IsCompared(name)) parts[HeaderPrefix + name] = HeaderNames.IsVolatile(name, value) ? "present" : words.RemoveFrom(value);
        if ((answer.Header("Kong-Route-Name") ?? answer.Header("Kong-Route-Id")) is { } route) parts[Route] = route;
        if ((answer.Header("Kong-Service-Name") ?? answer.Header("Kong-Service-Id")) is { } service) parts[Service] = service;
        if (options.UpstreamUrlAt is { } at && UpstreamUrls.Of(answer, at) is { } url) parts[UpstreamUrl] = words.RemoveFrom(url);
        return parts;
    }

    /// <summary>The body: member by member where it is JSON, else as a whole.</summary>
    public static Dictionary<string, string> OfBody(StagingAnswer answer, ClusterNode node)
    {
        Dictionary<string, string> parts = new(StringComparer.Ordinal) { [End] = answer.IsCut ? "did not come" : "came" };
        if (answer.IsCut || AnswerJson.Of(answer.Body.Span) is not { } json || !JsonLeaves.TryAdd(json, new(node), parts)) parts[Body] = BodyHash.Of(answer.Body.Span);
        return parts;
    }
}
