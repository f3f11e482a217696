using System.Globalization;

namespace Kong.Upgrade.Benchmarks;

/// <summary>How much memory this process held at most (Linux).</summary>
internal static class PeakMemory
{
    /// <summary>Sets the highest resident size back to the present one.</summary>
    public static void Forget() => File.WriteAllText("/proc/self/clear_refs", "5");

    public static long KiB() => long.Parse(File.ReadLines("/proc/self/status").Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
}
