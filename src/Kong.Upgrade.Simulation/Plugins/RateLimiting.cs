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

    private Usage Measure(RateLimitCounters counters, string client, DateTimeOffset now)
    {
        Usage usage = new(_limits.Length);
        foreach ((string period, long limit) in _limits)
        {
            DateTimeOffset end = RateLimitWindow.End(period, now);
            usage.Add(period, limit, counters.Usage(new(id, client, period, end)), Math.Max(1, (long)Math.Ceiling((end - now).TotalSeconds)));
        }
        return usage;
    }

    private static string Write(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>How much of each limit is used, and which is the tightest.</summary>
    private sealed class Usage(int limits)
    {
        private readonly List<KeyValuePair<string, string>> _headers = new(limits * 2);
        private long _tightest = long.MaxValue;
        private long _limit;

        public bool IsExceeded { get; private set; }

        public long Reset { get; private set; }

        public void Add(string period, long limit, long used, long secondsLeft)
        {
            string name = char.ToUpperInvariant(period[0]) + period[1..];
            // What remains is told as it will be after this request, unless the request is refused.
            long remaining = Math.Max(0, limit - used - 1);
            IsExceeded |= limit - used <= 0;
            _headers.Add(new("X-RateLimit-Limit-" + name, Write(limit)));
            _headers.Add(new("X-RateLimit-Remaining-" + name, Write(remaining)));
            if (remaining < _tightest)
                (_tightest, _limit, Reset) = (remaining, limit, secondsLeft);
        }

        public void Describe(ProxyExchange exchange)
        {
            foreach (KeyValuePair<string, string> header in _headers)
                exchange.AddResponseHeader(header.Key, header.Value);
            if (_headers.Count == 0)
                return;
            exchange.AddResponseHeader("RateLimit-Limit", Write(_limit));
            exchange.AddResponseHeader("RateLimit-Remaining", Write(_tightest));
            exchange.AddResponseHeader("RateLimit-Reset", Write(Reset));
        }
    }
}
