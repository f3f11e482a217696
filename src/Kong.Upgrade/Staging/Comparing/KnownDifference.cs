namespace Kong.Upgrade.Staging.Comparing;

/// <summary>A difference between answers of two versions that has a name. Immutable.</summary>
/// <param name="Since">The first version that answers so.</param>
/// <param name="Part">The part of an answer (<see cref="AnswerParts"/>) that it concerns.</param>
/// <param name="Fits">Whether what blue and green said is it.</param>
/// <param name="Words">What it is, and where the fact comes from.</param>
/// <param name="ChangeId">The catalogue's change, where there is one.</param>
internal sealed record KnownDifference(KongVersion Since, Func<string, bool> Part, Func<string, string, bool> Fits, string Words, string? ChangeId = null)
{
    public bool Explains(string part, string blue, string green, KongVersion from, KongVersion to) => from < Since && to >= Since && Part(part) && Fits(blue, green);

    public override string ToString() => ChangeId is null ? Words : $"{Words} ({ChangeId})";
}
