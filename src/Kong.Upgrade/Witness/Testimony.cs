namespace Kong.Upgrade.Witness;

/// <summary>Asks a witness that runs, and blue, and weighs the answers.</summary>
internal sealed class Testimony(BlueWitnessOptions options, WitnessClient client, WitnessNode node)
{
    private readonly List<string> differences = [];
    private readonly List<string> uncompared = [];
    private int asked;

    public async Task<WitnessReport> TakeAsync(CancellationToken cancellationToken)
    {
        foreach (string path in options.AdminPaths)
            await AskAsync("Admin API GET " + path, options.BlueAdmin, (at, token) => client.AskAdminAsync(at, path, token), node.Admin, cancellationToken).ConfigureAwait(false);
        foreach (WitnessQuestion question in options.Questions)
            await AskAsync(question.ToString(), options.BlueProxy, (at, token) => client.AskProxyAsync(at, question, token), node.Proxy, cancellationToken).ConfigureAwait(false);
        return new() { Verdict = Verdict, Questions = asked, Differences = [.. differences, .. uncompared, .. Reason] };
    }

    private bool ComparedNothing => options is { BlueAdmin: null } and ({ BlueProxy: null } or { Questions.Count: 0 }) || asked == 0;

    private WitnessVerdict Verdict => differences.Count > 0 ? WitnessVerdict.BlueIsBroken : uncompared.Count > 0 || ComparedNothing ? WitnessVerdict.Unknown : WitnessVerdict.BlueWorks;

    private IEnumerable<string> Reason => ComparedNothing && differences.Count == 0
        ? [$"The witness started and answered {asked} questions, but nothing was compared with blue. Name {nameof(BlueWitnessOptions.BlueAdmin)}, or {nameof(BlueWitnessOptions.BlueProxy)} and questions."] : [];

    private async Task AskAsync(string question, Uri? blue, Func<Uri, CancellationToken, Task<WitnessAnswer>> ask, Uri witness, CancellationToken cancellationToken)
    {
        asked++;
        if (blue is null)
        {
            WitnessAnswer alone = await ask(witness, cancellationToken).ConfigureAwait(false);
            // A service behind the proxy may be what fails; the Admin API's answers are Kong's own.
            if (!alone.IsThere || (alone.IsServerTrouble && witness == node.Admin)) differences.Add($"{question}: the witness gave {alone}; blue was not asked.");
            return;
        }
        (string? difference, string? why) = await new Comparison(question, token => ask(blue, token), token => ask(witness, token)).CompareAsync(cancellationToken).ConfigureAwait(false);
        if (difference is not null) differences.Add(difference);
        if (why is not null) uncompared.Add(why);
    }
}
