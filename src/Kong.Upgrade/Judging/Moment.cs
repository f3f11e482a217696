namespace Kong.Upgrade.Judging;

/// <summary>What is the same for all evidence of one look.</summary>
/// <param name="Bet">How much of the budget of onsets is bet by now.</param>
/// <param name="LogOnset">The logarithm of what is bet on this second.</param>
/// <param name="LogThreshold">The logarithm of the evidence that condemns.</param>
/// <param name="LooksToDecide">How many looks must agree.</param>
/// <param name="Kept">What part of blue's past still counts after this look: the past fades within about a quarter of an hour.</param>
/// <param name="Margin">What green must be proven better than at this stage.</param>
internal readonly record struct Moment(double Bet, double LogOnset, double LogThreshold, int LooksToDecide, double Kept, Tolerance Margin);
