using System.Globalization;

namespace Kong.Upgrade.Benchmarks.Alarms;

/// <summary>A plain timed program: the whole way from a request that fails to traffic that is back.</summary>
internal sealed class AlarmBenchmark : IBenchmark
{
    // Rounds go on side by side while all their users together are no more than that.
    private const int RatePermit = 100, Most = 11, FewRounds = 3;

    private static readonly int rounds = Number("ALARM_ROUNDS", 10), ratePermits = Number("ALARM_RATE", 1000) / RatePermit, soonest = Number("ALARM_SOONEST", 10), spread = Number("ALARM_SPREAD", 10);

    // Some kinds only, while they are worked on.
    private static readonly string only = Environment.GetEnvironmentVariable("ALARM_ONLY") ?? "";

    private static readonly int[] rates = [100, 300, 1000];

    public string Name => "alarm";

    public string Question => $"How many requests of users fail until a green that breaks at 5 % is without traffic? The real engine and judge (5 s of baseline, no warm-up time, else the defaults), a real balancer with as many blue and green nodes as are named (addresses of an nginx that answers at once), its access log by syslog as the only probe; the other services are stand-ins. Users come at their own pace over loopback. At a random moment {soonest} to {soonest + spread} s after green got its share it answers everything with 503. {rounds} rounds each, {Math.Min(rounds, FewRounds)} where nothing is promised, side by side while their users together are no more than {ratePermits * RatePermit} a second. Times count from the break; green's last answer is by its own log. On one line: median / longest.";

    public bool HasRequirements => true;

    public async Task<Figures> MeasureAsync()
    {
        (AlarmKind Kind, int Rate)[] cases = [.. AlarmKind.All.Where(k => k.Name.Contains(only, StringComparison.OrdinalIgnoreCase)).SelectMany(k => rates.Select(r => (k, r)))];
        Dictionary<(AlarmKind, int), List<AlarmSeen>> seen = cases.ToDictionary(c => c, _ => new List<AlarmSeen>());
        await AllAsync(cases, seen);
        string[][] rows = [.. cases.Select(c => Row(c.Kind, c.Rate, seen[c]))];
        return new(["Balancer", "Requests a second", "Rounds", "Failed requests of users", "Answered by the broken green", "Decided after, ms", "Green's last answer after, ms", "Failed before"], rows, [.. cases.Where(c => c.Kind.IsPromised).Select(c => Required(c.Kind, c.Rate, seen[c]))]);
    }

    private static async Task AllAsync((AlarmKind Kind, int Rate)[] cases, Dictionary<(AlarmKind, int), List<AlarmSeen>> seen)
    {
        Random random = new(1);
        using SemaphoreSlim permits = new(ratePermits);
        List<Task> under = [];
        for (int round = 0; round < rounds; round++)
        {
            foreach ((AlarmKind kind, int rate) in cases.Where(c => c.Kind.IsPromised || round < FewRounds))
            {
                // Only here are permits taken, so that two who wait cannot hold each other up.
                for (int i = 0; i < rate / RatePermit; i++) await permits.WaitAsync();
                under.Add(OneAsync(new(kind, rate, TimeSpan.FromSeconds(soonest + (spread * random.NextDouble()))), permits, seen[(kind, rate)]));
            }
        }
        await Task.WhenAll(under);
    }

    private static async Task OneAsync(AlarmRound round, SemaphoreSlim permits, List<AlarmSeen> seen)
    {
        try
        {
            AlarmSeen one = await round.RunAsync();
            lock (seen) seen.Add(one);
            Console.WriteLine($"{round.Kind.Name} | {round.PerSecond} | {one}");
        }
        finally
        {
            permits.Release(round.PerSecond / RatePermit);
        }
    }

    private static string[] Row(AlarmKind kind, int rate, List<AlarmSeen> seen) =>
    [
        kind.Name, Text($"{rate}"), Text($"{seen.Count}"), Both(seen.Select(s => (double)s.Failed)), Both(seen.Select(s => (double)s.OnGreen)),
        Both(seen.Select(s => s.Decided)), Both(seen.Select(s => s.Last)), Text($"{seen.Sum(s => s.FailedBefore)}"),
    ];

    private static Requirement Required(AlarmKind kind, int rate, List<AlarmSeen> seen) =>
        new(Text($"{kind.Name}, {rate} a second: most failed requests of a round"), seen.Max(s => s.Failed), kind.IsShielded ? 1 : Most, "requests");

    private static string Both(IEnumerable<double> figures) => Text($"{Timed.Median(figures):0} / {figures.Max():0}");

    private static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : otherwise;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
