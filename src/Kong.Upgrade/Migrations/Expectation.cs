using Kong.Upgrade.Rehearsals;

namespace Kong.Upgrade.Migrations;

/// <summary>What had to come about, compared name by name with what did: exit codes and texts tell too little (kong-facts 1.4, 11.3).</summary>
internal static class Expectation
{
    /// <summary>What is wrong after <c>up</c>; <see langword="null"/> when it came about.</summary>
    public static string? AfterUp(MigrationState before, MigrationState after, RehearsalReport? rehearsal)
    {
        if (after.NeedsBootstrap) return "the database needs bootstrapping";
        if (after.New.Count > 0) return $"still new: {Names(after.New)}";
        if (before.New.Where(m => !after.Executed.Contains(m) && !after.Pending.Contains(m)).ToArray() is { Length: > 0 } lost) return $"neither executed nor pending: {Names(lost)}";
        if (before.Executed.Except(after.Executed).ToArray() is { Length: > 0 } undone) return $"no longer executed: {Names(undone)}";
        if (after.Pending.Except(before.Pending).Except(before.New).ToArray() is { Length: > 0 } strange) return $"pending although they were not new: {Names(strange)}";
        return rehearsal is null ? null : OtherThanRehearsed(after, rehearsal);
    }

    /// <summary>What is wrong after <c>finish</c>; <see langword="null"/> when it came about.</summary>
    public static string? AfterFinish(MigrationState before, MigrationState after)
    {
        if (after.NeedsBootstrap) return "the database needs bootstrapping";
        if (after.Pending.Count > 0) return $"still pending: {Names(after.Pending)}";
        if (before.Pending.Concat(before.Executed).Where(m => !after.Executed.Contains(m)).ToArray() is { Length: > 0 } lost) return $"not executed: {Names(lost)}";
        return after.New.Count == 0 ? null : $"there are new migrations, for which 'up' is needed: {Names(after.New)}";
    }

    /// <summary>Why a rehearsal says nothing about this database; <see langword="null"/> when it does.</summary>
    public static string? Unfit(RehearsalReport rehearsal, KongVersion version, MigrationState before)
    {
        if (rehearsal.Version != version) return $"it was done with {rehearsal.Version}, and this is {version}";
        // After a part of 'up' the names stand elsewhere, but they are the same.
        Migration[] other = [.. Known(before).Except(Known(rehearsal.Before)), .. Known(rehearsal.Before).Except(Known(before))];
        return other.Length > 0 ? $"its copy and the database know different migrations: {Names(other)}" : null;
    }

    public static string Names(IEnumerable<Migration> migrations) => string.Join(", ", migrations.Select(m => m.ToString()).Order(StringComparer.Ordinal));

    private static string? OtherThanRehearsed(MigrationState after, RehearsalReport rehearsal) =>
        after.Executed.SetEquals(rehearsal.AfterUp.Executed) && after.Pending.SetEquals(rehearsal.AfterUp.Pending) ? null
        : $"other than rehearsed at {rehearsal.At:u}: executed {Difference(after.Executed, rehearsal.AfterUp.Executed)}; pending {Difference(after.Pending, rehearsal.AfterUp.Pending)}";

    private static HashSet<Migration> Known(MigrationState state) => [.. state.Executed, .. state.Pending, .. state.New];

    private static string Difference(IReadOnlySet<Migration> seen, IReadOnlySet<Migration> expected)
    {
        string[] parts = [.. seen.Except(expected).Select(m => $"+{m}"), .. expected.Except(seen).Select(m => $"-{m}")];
        return parts.Length == 0 ? "as expected" : string.Join(' ', parts);
    }
}
