using System.Globalization;

namespace Kong.Upgrade.AdminApi;

/// <summary>Adds up what came of all questions.</summary>
internal static class DryRunTally
{
    public static SchemaDryRunReport Of(string node, DryRunQuestions questions, string? stopped)
    {
        ILookup<DryRunVerdict, DryRunQuestion> by = questions.All.ToLookup(q => q.Answer.Verdict);
        int validated = Count(by[DryRunVerdict.Accepted]), answered = validated + Count(by[DryRunVerdict.Refused]);
        return new()
        {
            Node = node,
            Entities = questions.Entities,
            Configurations = questions.All.Count,
            Validated = validated,
            Refusals = [.. by[DryRunVerdict.Refused].Select(q => new DryRunRefusal(q.Entities, q.Fields, q.Answer.Text)).OrderBy(r => r.Entities[0].Kind, StringComparer.Ordinal).ThenBy(r => r.Message, StringComparer.Ordinal).ThenBy(r => r.Entities[0].Id ?? r.Entities[0].Name, StringComparer.Ordinal)],
            UnknownKinds = new SortedDictionary<string, int>(by[DryRunVerdict.NoSchema].GroupBy(q => q.Kind).ToDictionary(g => g.Key, Count), StringComparer.Ordinal),
            Gaps = [.. questions.Unread, .. Stopped(stopped, answered, questions.Entities), .. Unknown(by[DryRunVerdict.Unknown])],
        };
    }

    private static IEnumerable<DryRunGap> Stopped(string? why, int answered, int entities) =>
        why is null ? [] : [new("the rest", string.Create(CultureInfo.InvariantCulture, $"validated {answered:N0} of {entities:N0}, then it was given up: {why}"), 0)];

    private static IEnumerable<DryRunGap> Unknown(IEnumerable<DryRunQuestion> questions) =>
        questions.GroupBy(q => (What: q.Plugin is null ? q.Kind : $"plugins {q.Plugin}", q.Answer.Text)).OrderBy(g => g.Key.What, StringComparer.Ordinal).ThenBy(g => g.Key.Text, StringComparer.Ordinal)
            .Select(g => new DryRunGap(g.Key.What, g.Key.Text, Count(g)));

    private static int Count(IEnumerable<DryRunQuestion> questions) => questions.Sum(q => q.Entities.Count);
}
