using System.Globalization;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Proxying;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>rate-limiting: so many requests per window and client, counted by the node or by the cluster.</summary>
internal sealed class RateLimiting(JsonObject config, string id, RateLimitStorage storage, TimeProvider time) : IPlugin
{
    private readonly (string Period, long Limit)[] _limits =
    [
        .. PluginSchemas.RateLimitPeriods.Where(p => config.Number(p) is not null).Select(p => (p, (long)config.Number(p)!.Value)),
    ];

    private readonly RateLimitClient _client = new(config);
    private readonly bool _hideHeaders = config.Flag("hide_client_headers");
    private readonly bool _faultTolerant = config.Flag("fault_tolerant", true);
    private readonly int _status = config.Integer("error_code", 429);
    private readonly string _message = config.Text("error_message") ?? "API rate limit exceeded";

    public Answer? Access(ProxyExchange exchange)
    {
        if (storage.Counters is not { } counters)
            return storage.AlwaysFails || !_faultTolerant ? Answer.Unexpected : null;
        DateTimeOffset now = time.GetUtcNow();
        string client = _client.Identify(exchange);
        Usage usage = Measure(counters, client, now);
        if (!_hideHeaders)
            usage.Describe(exchange);
        if (usage.IsExceeded)
            return new(_status, _message) { Headers = _hideHeaders ? [] : [new("Retry-After", Write(usage.Reset))] };
        if (storage.CanCount)
            foreach ((string period, _) in _limits)
                counters.Increment(new(id, client, period, RateLimitWindow.End(period, now)), now);
        return null;
    }

    private Usage Measure(IRateLimitCounters counters, string client, DateTimeOffset now)
    {
        Usage usage = new(_limits.Length);
        foreach ((string period, long limit) in _limits)
        {
            DateTimeOffset end = RateLimitWindow.End(period, now);
            usage.Add(period, limit, counters.Usage(new(id, client, period, end)), Math.Max(1, (long)Math.Ceiling((end - now).TotalSeconds)));
        }
        usage.Settle();
        return usage;
    }

    private static string Write(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>How much of each limit is used, and which is the tightest.</summary>
    private sealed class Usage(int limits)
    {
        private readonly List<(string Period, long Limit, long Left, long SecondsLeft)> _windows = new(limits);
        private (string Period, long Limit, long Left, long SecondsLeft) _tightest;

        public bool IsExceeded { get; private set; }

        public long Reset => _tightest.SecondsLeft;

        public void Add(string period, long limit, long used, long secondsLeft)
        {
            IsExceeded |= limit - used <= 0;
            _windows.Add((period, limit, Math.Max(0, limit - used), secondsLeft));
        }

        /// <summary>What is left is told as it will be after this request; a refused one takes nothing (recorded: limited-6.http).</summary>
        public void Settle()
        {
            for (int i = 0; !IsExceeded && i < _windows.Count; i++)
                _windows[i] = _windows[i] with { Left = _windows[i].Left - 1 };
            _tightest = _windows.MinBy(w => w.Left);
        }

        public void Describe(ProxyExchange exchange)
        {
            foreach ((string period, long limit, long left, _) in _windows)
            {
                string name = char.ToUpperInvariant(period[0]) + period[1..];
                exchange.AddResponseHeader("X-RateLimit-Limit-" + name, Write(limit));
                exchange.AddResponseHeader("X-RateLimit-Remaining-" + name, Write(left));
            }
            if (_windows.Count == 0)
                return;
            exchange.AddResponseHeader("RateLimit-Limit", Write(_tightest.Limit));
            exchange.AddResponseHeader("RateLimit-Remaining", Write(_tightest.Left));
            exchange.AddResponseHeader("RateLimit-Reset", Write(Reset));
        }
    }
}
