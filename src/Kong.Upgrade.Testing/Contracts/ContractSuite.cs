namespace Kong.Upgrade.Testing.Contracts;

/// <summary>Collects the cases of one interface. Every case gets an implementation of its own.</summary>
internal sealed class ContractSuite<T>(string interfaceName, Func<CancellationToken, Task<T>> create, TimeSpan? patience)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);
    private readonly List<ContractCase> cases = [];

    public IReadOnlyList<ContractCase> Cases => cases;

    public ContractSuite<T> Case(string name, string sentence, Func<T, ContractCheck, Task> act) => With(create, name, sentence, act);

    /// <summary>A case that needs something which the caller may not have given.</summary>
    public ContractSuite<T> CaseIf(bool isPossible, string name, string sentence, Func<T, ContractCheck, Task> act) => isPossible ? Case(name, sentence, act) : this;

    /// <summary>A case on another implementation than the usual one, if the caller gave it.</summary>
    public ContractSuite<T> CaseOn(Func<CancellationToken, Task<T>>? other, string name, string sentence, Func<T, ContractCheck, Task> act) =>
        other is null ? this : With(other, name, sentence, act);

    private ContractSuite<T> With(Func<CancellationToken, Task<T>> make, string name, string sentence, Func<T, ContractCheck, Task> act)
    {
        cases.Add(new($"{interfaceName}.{name}", sentence, patience ?? Usual, check => RunAsync(make, act, check)));
        return this;
    }

    private static async Task RunAsync(Func<CancellationToken, Task<T>> make, Func<T, ContractCheck, Task> act, ContractCheck check)
    {
        T made = await make(check.Stop).ConfigureAwait(false);
        try
        {
            await act(made, check).ConfigureAwait(false);
        }
        finally
        {
            if (made is IAsyncDisposable later) await later.DisposeAsync().ConfigureAwait(false);
            else (made as IDisposable)?.Dispose();
        }
    }
}
