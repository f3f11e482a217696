namespace LocalUpgrade.Approvals;

/// <summary>What somebody answered, to which question of which run.</summary>
/// <param name="Run">The run that it is for; no other takes it.</param>
/// <param name="Step">The step that it is for; no other takes it.</param>
/// <param name="Approved">Whether the run may go on.</param>
/// <param name="By">Who answered.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
internal sealed record GivenAnswer(string Run, string Step, bool Approved, string By, string Reason, DateTimeOffset At)
{
    public bool Answers(string run, string step) => Run == run && Step == step;
}
