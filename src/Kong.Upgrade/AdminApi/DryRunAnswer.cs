namespace Kong.Upgrade.AdminApi;

/// <summary>What came of a question, with words where it is not good.</summary>
internal sealed record DryRunAnswer(DryRunVerdict Verdict, string Text);
