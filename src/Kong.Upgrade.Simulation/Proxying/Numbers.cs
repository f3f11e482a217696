using System.Collections.Concurrent;
using System.Globalization;

namespace Kong.Upgrade.Simulation.Proxying;

/// <summary>Texts of numbers that recur with every request.</summary>
internal static class Numbers
{
    private static readonly ConcurrentDictionary<int, string> Known = new();

    public static string Text(int number) => Known.GetOrAdd(number, static n => n.ToString(CultureInfo.InvariantCulture));
}
