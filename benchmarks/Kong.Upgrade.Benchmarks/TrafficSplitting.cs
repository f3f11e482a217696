using System.Globalization;
using Kong.Upgrade.Benchmarks.Balancers;

namespace Kong.Upgrade.Benchmarks;

/// <summary>A plain timed program over real balancers.</summary>
internal sealed class TrafficSplitting : IBenchmark
{
    private const int Changes = 100, Retreats = 100;

    // Fewer while this program is worked on: TRAFFIC_REQUESTS.
    private static readonly long requests = long.TryParse(Environment.GetEnvironmentVariable("TRAFFIC_REQUESTS"), CultureInfo.InvariantCulture, out long few) ? few : 1_000_000;

    private static readonly long requestsAStage = requests / 10;

    public string Name => "traffic";

    public string Question => $"What do users notice of {Changes} changes of share, how soon is a retreat in force, is the share what was asked, and does the shield hide a green that fails? Real balancers of the benchmark's own on loopback, each before one blue and one green node (an nginx that answers at once); wrk with 32 kept connections as fast as it goes, all on the same two cores. Failed: wrong answers, resets and timeouts together. In force: the call came back and green has answered for the last time (its own log), {Retreats} retreats from 50 % counted from the decision. Shares: {string.Join(", ", Measurements.Stages.Select(s => Text($"{s}")))} %, {requestsAStage} requests each, against the exact 99.9 % binomial band. Shield: green answers 503 to everything at 25 %, {requestsAStage} GETs.";

    public bool HasRequirements => true;

    public async Task<Figures> MeasureAsync()
    {
        (List<string[]> rows, List<Requirement> requirements) = ([], []);
        foreach (BalancerKind kind in BalancerKind.All)
        {
            if (kind.Missing is { } missing) rows.Add([kind.Name, $"not measured: {missing} is not installed", "", "", "", "", "", ""]);
            else rows.Add(await MeasureAsync(kind, requirements));
            Console.WriteLine(string.Join(" | ", rows[^1]));
        }
        return new(["Balancer", $"Requests during {Changes} changes", "Failed", "Retreat in force, median / p99 / longest", "Green's last answer, p99", "Shares in the band", "Farthest from what was asked", "Shielded GETs, of them failed on green, failed for users"], [.. rows], [.. requirements]);
    }

    private static async Task<string[]> MeasureAsync(BalancerKind kind, List<Requirement> requirements)
    {
        await using Backends backends = await Backends.StartAsync();
        await using Balancer balancer = await kind.StartAsync(backends.Blue, backends.Green, false);
        Wrk.Seen seen = await Measurements.ChangesAsync(balancer, backends, Changes, requests);
        if (seen.Requests < requests) throw new InvalidOperationException($"{seen.Requests} requests are too few.");
        if (kind.IsSilent) requirements.Add(new($"{kind.Name}: failed during {Changes} changes of share", seen.Failed, 1, "requests"));
        Measurements.Retreats retreats = await Measurements.RetreatsAsync(balancer, backends, Retreats);
        requirements.Add(new($"{kind.Name}: retreat in force, p99", Timed.Quantile(retreats.InForce, 0.99), kind.RetreatWithin, "ms"));
        return
        [
            kind.Name, Text($"{seen.Requests}"), seen.Failed == 0 ? "0" : Text($"{seen.Failed} ({seen.How})"),
            Text($"{Timed.Median(retreats.InForce):0.0} / {Timed.Quantile(retreats.InForce, 0.99):0.0} / {retreats.InForce.Max():0.0} ms"), Text($"{Timed.Quantile(retreats.LastsOfGreen, 0.99):0} ms"),
            .. kind.IsExact ? await ExactAsync(kind, balancer, backends, requirements) : ["steps of half a percent", "", "no shield"],
        ];
    }

    private static async Task<string[]> ExactAsync(BalancerKind kind, Balancer balancer, Backends backends, List<Requirement> requirements)
    {
        Measurements.Share[] shares = await Measurements.SharesAsync(balancer, backends, requestsAStage);
        int outside = shares.Count(s => !s.IsInBand);
        Measurements.Share farthest = shares.MaxBy(s => s.Deviations)!;
        requirements.Add(new($"{kind.Name}: stages outside the band", outside, 1, "stages"));
        await using Balancer shielded = await kind.StartAsync(backends.Blue, backends.FailingGreen, true);
        (Wrk.Seen seen, long onGreen) = await Measurements.ShieldAsync(shielded, backends, requestsAStage);
        if (onGreen < requestsAStage / 5) throw new InvalidOperationException($"Green was asked only {onGreen} times.");
        requirements.Add(new($"{kind.Name}: shielded requests that failed for users", seen.Failed, 1, "requests"));
        return
        [
            $"{shares.Length - outside} of {shares.Length}", Text($"{farthest.Percent} %: {farthest.Green} of {farthest.All} ({farthest.Deviations:0.0} standard deviations)"),
            Text($"{seen.Requests}, {onGreen}, {seen.Failed}"),
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
