namespace Kong.Upgrade.Benchmarks;

internal sealed class JournalAppend : IBenchmark
{
    public string Name => "journal-append";

    public string Question => "What does an entry of the file journal cost, beside the bare append of as many bytes to a file, with and without forcing it to the disk (of the temporary folder)?";

    public bool HasRequirements => false;

    public Task<Figures> MeasureAsync() => Task.FromResult(Micro.Figures(Micro.Run<JournalAppendBenchmark>()));
}
