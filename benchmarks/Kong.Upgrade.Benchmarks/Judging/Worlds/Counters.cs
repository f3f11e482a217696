using Kong.Upgrade.Benchmarks.Judging.Sampling;

namespace Kong.Upgrade.Benchmarks.Judging.Worlds;

/// <summary>The nodes' counters and the scrapes that read them: what came since each node's last scrape, less what is late, lost or forgotten.</summary>
internal sealed class Counters(Scraping scraping, Observation seen, Randoms randoms)
{
    // A node that is started anew answers no scrape for this long (kong-facts 14 no. 7).
    private const double Down = 3;

    private readonly int[] pending = new int[seen.Counts.Length], late = new int[seen.Counts.Length];
    private readonly double[] lastScrape = new double[seen.Blind.Length], up = new double[seen.Blind.Length], restart = new double[seen.Blind.Length];
    private double lag, now;
    private int lagging;

    public void Begin(double second, double greenUptime)
    {
        now = second;
        Array.Clear(pending);
        Array.Clear(late);
        Array.Fill(lastScrape, second);
        lagging = seen.NodeAt(Side.Green, randoms.Below(seen.Nodes));
        lag = scraping.Lag * randoms.Uniform();
        for (int node = 0; node < up.Length; node++)
        {
            up[node] = node < seen.Nodes ? -1e6 : -greenUptime;
            restart[node] = NextRestart(second);
        }
    }

    public bool IsDown(int node, double second) => up[node] > second;

    public double Uptime(int node) => now - up[node];

    public void Scrape(int[] fresh, double second, double seconds)
    {
        now = second;
        for (int node = 0; node < up.Length; node++)
        {
            int length = seen.Routes * Count.All, from = node * length;
            Accept(Late(node, seconds), fresh.AsSpan(from, length), pending.AsSpan(from, length), late.AsSpan(from, length));
            if (second >= restart[node]) Restart(node, second, pending.AsSpan(from, length), late.AsSpan(from, length));
            Read(node, second, pending.AsSpan(from, length));
        }
    }

    // What a node still holds back, most of it not longer than its lag; and what came after a scrape that should have been later.
    private double Late(int node, double seconds) =>
        !scraping.CountsLate ? 0 : 1 - (1 - (node == lagging ? Math.Exp(-3 * seconds / lag) : 0)) * (1 - Math.Min(1, scraping.Jitter * randoms.Uniform() / seconds));

    private void Accept(double part, ReadOnlySpan<int> fresh, Span<int> pending, Span<int> late)
    {
        for (int i = 0; i < fresh.Length; i++)
        {
            int held = part > 0 ? Binomial.Next(randoms, fresh[i] + late[i], part) : 0;
            pending[i] += fresh[i] - held + late[i];
            late[i] = held;
        }
    }

    private void Restart(int node, double second, Span<int> pending, Span<int> late)
    {
        pending.Clear();
        late.Clear();
        up[node] = second + Down;
        restart[node] = NextRestart(second + Down);
    }

    private void Read(int node, double second, Span<int> pending)
    {
        bool missed = IsDown(node, second) || second > scraping.Blackout.From && second <= scraping.Blackout.To || scraping.Loss > 0 && randoms.Uniform() < scraping.Loss;
        double covered = second - lastScrape[node];
        if (!missed) lastScrape[node] = second;
        bool told = !missed && covered <= Scraping.LongestGap;
        (seen.Blind[node], seen.Uptime[node], seen.Covered[node]) = (!told, Math.Max(0, second - up[node]), told ? covered : 0);
        Span<int> to = seen.Node(node);
        if (told) pending.CopyTo(to);
        else to.Clear();
        if (!missed) pending.Clear();
    }

    private double NextRestart(double second) => double.IsInfinity(scraping.RestartEvery) ? double.PositiveInfinity : second - scraping.RestartEvery * Math.Log(randoms.Uniform());
}
