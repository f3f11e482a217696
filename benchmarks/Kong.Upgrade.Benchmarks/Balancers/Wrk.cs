using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.Benchmarks.Balancers;

/// <summary>wrk as the users: kept connections that send one request after the other until they are stopped.</summary>
internal sealed partial class Wrk : IAsyncDisposable
{
    public const string Executable = "/usr/bin/wrk";

    private readonly Process process;
    private readonly Task<string> output;

    private Wrk(Uri address, int connections)
    {
        string[] arguments = ["-t", "1", "-c", connections.ToString(CultureInfo.InvariantCulture), "-d", "2h", "--timeout", "20s", address.AbsoluteUri];
        process = Process.Start(new ProcessStartInfo(Executable, arguments) { RedirectStandardOutput = true })!;
        output = process.StandardOutput.ReadToEndAsync();
    }

    public static Wrk Start(Uri address, int connections = 32) => new(address, connections);

    /// <summary>Ends the load and tells what the users saw: answers, and failures of any kind (wrong answers, resets, timeouts).</summary>
    public async Task<Seen> StopAsync()
    {
        // On an interrupt wrk counts together and prints.
        using (Process kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        string said = await output;
        await process.WaitForExitAsync();
        if (Requests().Match(said) is not { Success: true } requests) throw new InvalidOperationException($"wrk said: {said}");
        long failed = Errors().Matches(said).SelectMany(m => m.Groups["count"].Captures).Sum(c => Number(c.Value));
        return new(Number(requests.Groups[1].Value), failed, string.Join("; ", Errors().Matches(said).Select(m => m.Value.Trim())));
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();

    [GeneratedRegex(@"Socket errors: connect (?<count>\d+), read (?<count>\d+), write (?<count>\d+), timeout (?<count>\d+)|Non-2xx or 3xx responses: (?<count>\d+)")]
    private static partial Regex Errors();

    /// <summary>What users saw, and wrk's own words on failures.</summary>
    internal sealed record Seen(long Requests, long Failed, string How);
}
