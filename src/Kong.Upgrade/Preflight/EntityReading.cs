using System.Globalization;

namespace Kong.Upgrade.Preflight;

/// <summary>Reads entities into an evaluation and tells how many of which kind.</summary>
internal static class EntityReading
{
    public static async Task EntitiesAsync(this SourceReader reader, IEntitySource source, Evaluation evaluation, CancellationToken cancellationToken)
    {
        string? broken = null;
        try
        {
            await source.ReadAsync(evaluation, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (!(failure is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            broken = failure.Message;
        }
        string[] trouble = [.. evaluation.Unread, .. broken is null ? [] : new[] { broken }];
        evaluation.IsWhole = trouble.Length == 0;
        reader.Add($"entities: {source.Name}", Words(evaluation.Seen), trouble.Length == 0 ? null : string.Join("; ", trouble));
    }

    private static string Words(IReadOnlyDictionary<string, long> seen) =>
        seen.Count == 0 ? "no entities" : string.Join(", ", seen.OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Value:N0} {s.Key}")));
}
