using Kong.Upgrade.Witness;

namespace Kong.Upgrade.Steps;

/// <summary>Hears the witness for blue once after 'up', and remembers that it was heard.</summary>
internal static class BlueWitness
{
    public static async Task HearAsync(StepContext context, CancellationToken cancellationToken)
    {
        if (context.Services.Witness is not { } witness || context.Recall(Facts.BlueWitnessed) is not null) return;
        WitnessReport report = await AskAsync(context, witness, cancellationToken).ConfigureAwait(false);
        if (report.Verdict is WitnessVerdict.BlueIsBroken) throw new BlueBrokenException(report.Differences);
        if (report.Verdict is not WitnessVerdict.BlueWorks && !context.Plan.Acknowledges(UpgradeRisk.UnwitnessedBlue))
            throw new BlueUnwitnessedException(string.Join("; ", report.Differences));
        await context.NoteAsync(Facts.BlueWitnessed, $"{report.Verdict} after {report.Questions} questions", cancellationToken).ConfigureAwait(false);
    }

    private static async Task<WitnessReport> AskAsync(StepContext context, IBlueWitness witness, CancellationToken cancellationToken)
    {
        try
        {
            return await context.Run.Calls.OnceAsync("the witness for blue", witness.TestifyAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception trouble) when (!cancellationToken.IsCancellationRequested)
        {
            return new() { Verdict = WitnessVerdict.Unknown, Questions = 0, Differences = [trouble.Message] };
        }
    }
}
