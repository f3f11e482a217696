namespace Kong.Upgrade.Processes;

/// <summary>Takes secrets out of text before anybody sees it.</summary>
internal sealed class Secrets
{
    public const string Mask = "***";

    private readonly string[] values;

    public Secrets(IEnumerable<string> secrets) => values =
    [
        // Long ones first: a secret may contain another.
        .. secrets.Where(s => !string.IsNullOrWhiteSpace(s)).SelectMany(s => new[] { s, Uri.EscapeDataString(s) }).Distinct().OrderByDescending(s => s.Length),
    ];

    public string RemoveFrom(string text) => values.Aggregate(text, (rest, secret) => rest.Replace(secret, Mask, StringComparison.Ordinal));
}
