using System.Globalization;

namespace Kong.Upgrade.Witness;

/// <summary>What one node answered, apart from what differs from node to node; or why there was no answer.</summary>
internal sealed record WitnessAnswer(int Status, string Headers, string Body, string? Trouble)
{
    private const int TooManyRequests = 429;
    private const int ServerTrouble = 500;

    public bool IsThere => Trouble is null;

    /// <summary>Limits are counted for both together, so a refusal says nothing about either (kong-facts 12.7).</summary>
    public bool IsLimited => Status == TooManyRequests;

    /// <summary>The service behind gave nothing. Which of the three it is depends on what a node has learnt of the service's health, and a fresh one has learnt nothing.</summary>
    public bool IsServiceAbsent => Status is 502 or 503 or 504;

    public bool IsServerTrouble => Status >= ServerTrouble;

    public static WitnessAnswer None(string trouble) => new(0, "", "", trouble);

    /// <summary>Status, compared headers and Kong's own words. No body: it may hold a secret.</summary>
    public override string ToString() => Trouble ?? string.Create(CultureInfo.InvariantCulture, $"{Status}{(Headers.Length > 0 ? $" [{Headers}]" : "")}{(AnswerText.Message(Body) is { } message ? $" \"{message}\"" : "")}");
}
