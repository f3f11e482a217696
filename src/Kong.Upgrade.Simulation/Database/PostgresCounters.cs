using Kong.Upgrade.Simulation.Plugins;
using Npgsql;

namespace Kong.Upgrade.Simulation.Database;

/// <summary>Cluster-wide rate limits in ratelimiting_metrics. Trouble of the database lets requests pass (kong-facts 12.5 no. 3).</summary>
internal sealed class PostgresCounters(PostgresEntities entities) : IRateLimitCounters
{
    // The plugin's own service and route, the zero uuid for "any", are part of the key.
    private const string Zero = "'00000000-0000-0000-0000-000000000000'::uuid";

    public long Usage(in CounterKey key)
    {
        try
        {
            return entities.Pool.Ask(
                $"""
                SELECT m.value::bigint FROM ratelimiting_metrics m JOIN plugins p ON p.id = $1::uuid
                WHERE m.identifier = $2 AND m.period = $3 AND m.period_date = $4
                    AND m.service_id = COALESCE(p.service_id, {Zero}) AND m.route_id = COALESCE(p.route_id, {Zero})
                """,
                reader => reader.GetInt64(0),
                key.Plugin,
                key.Client,
                key.Period,
                RateLimitWindow.Start(key.Period, key.WindowEnd)).FirstOrDefault();
        }
        catch (NpgsqlException)
        {
            return 0;
        }
    }

    public void Increment(in CounterKey key, DateTimeOffset now)
    {
        DateTimeOffset start = RateLimitWindow.Start(key.Period, key.WindowEnd);
        try
        {
            entities.Pool.Do(
                $"""
                INSERT INTO ratelimiting_metrics (identifier, period, period_date, service_id, route_id, value, ttl)
                SELECT $2, $3, $4, COALESCE(service_id, {Zero}), COALESCE(route_id, {Zero}), 1, $5 FROM plugins WHERE id = $1::uuid
                ON CONFLICT (identifier, period, period_date, service_id, route_id) DO UPDATE SET value = ratelimiting_metrics.value + 1
                """,
                key.Plugin,
                key.Client,
                key.Period,
                start,
                now + (key.WindowEnd - start));
        }
        catch (NpgsqlException)
        {
            // Not counted.
        }
    }
}
