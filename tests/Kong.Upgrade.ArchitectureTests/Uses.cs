using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Kong.Upgrade.ArchitectureTests;

/// <summary>One type of core that uses another type, in its signatures or in its bodies.</summary>
internal sealed record Uses(string From, string To)
{
    private const string Core = "Kong.Upgrade";

    private static readonly Uses[] all = Load();

    public static IEnumerable<string> Offenders(Func<Uses, bool> isWrong) => all.Where(isWrong).Select(u => $"{u.From} uses {u.To}");

    /// <summary>Whether the user lives in one of core's rooms or below it.</summary>
    public bool FromRoom(params string[] rooms) => rooms.Any(r => From.StartsWith($"{Core}.{r}.", StringComparison.Ordinal));

    /// <summary>Whether what is used is one of the types, or lies in one of the namespaces.</summary>
    public bool ToAny(params string[] names) => names.Any(n => To == n || To.StartsWith(n + ".", StringComparison.Ordinal));

    private static Uses[] Load()
    {
        Architecture core = new ArchLoader().LoadAssembly(House.Core).Build();
        return [.. core.Types.Where(t => t.Namespace.FullName == Core || t.Namespace.FullName.StartsWith(Core + ".", StringComparison.Ordinal))
            .SelectMany(t => t.Dependencies.Select(d => new Uses(t.FullName, d.Target.FullName))).Distinct()];
    }
}
