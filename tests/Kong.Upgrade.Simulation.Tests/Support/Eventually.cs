using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Kong.Upgrade.Simulation.Tests;

/// <summary>Waits for something that happens on real sockets, with a deadline.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(20))
                throw new TimeoutException($"After 20 s still not: {what}.");
            await Task.Yield();
        }
    }
}
