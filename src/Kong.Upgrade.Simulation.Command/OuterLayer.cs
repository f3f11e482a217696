using System.Diagnostics;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>
/// <c>SIMULATED_KONG_LAYERS=1</c>: the work runs in a child process of the same process group, as the real command's runs in an nginx below
/// its wrapper. Who kills only the outer process leaves the child at work (kong-facts 11.9).
/// </summary>
internal static class OuterLayer
{
    private const string Variable = "SIMULATED_KONG_LAYERS";

    public static bool IsAskedFor(IReadOnlyDictionary<string, string> environment) => environment.GetValueOrDefault(Variable) == "1";

    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = ThisExecutable.With(args);
        start.Environment.Remove(Variable);
        using Process inner = Process.Start(start)!;
        await inner.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return inner.ExitCode;
    }
}
