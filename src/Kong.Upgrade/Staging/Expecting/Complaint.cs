namespace Kong.Upgrade.Staging.Expecting;

/// <summary>Why an answer does not have what was expected. Immutable.</summary>
/// <param name="What">In words that do not depend on the request: <c>status 200 instead of 401</c>.</param>
/// <param name="Area">What it touches (<see cref="StagingFinding.Area"/>).</param>
/// <param name="CouldNotTell">Whether the answer simply does not say it.</param>
internal sealed record Complaint(string What, string Area, bool CouldNotTell = false);
