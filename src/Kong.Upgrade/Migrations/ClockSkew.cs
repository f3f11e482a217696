namespace Kong.Upgrade.Migrations;

/// <summary>How far the database's clock is ahead of this host's: Kong stamps its lock with the one and expires it by the other (kong-facts 1.5).</summary>
internal static class ClockSkew
{
    public static readonly TimeSpan Notable = TimeSpan.FromSeconds(1);

    public static Task<TimeSpan> ReadAsync(KongDatabase database, TimeProvider time, CancellationToken cancellationToken) => database.RunAsync(
        "comparing clocks",
        async session =>
        {
            DateTimeOffset asked = time.GetUtcNow();
            DateTime answer = await session.ScalarAsync<DateTime>("SELECT clock_timestamp()", cancellationToken).ConfigureAwait(false);
            TimeSpan travel = time.GetUtcNow() - asked;
            return new DateTimeOffset(answer, TimeSpan.Zero) - (asked + (travel / 2));
        },
        cancellationToken);
}
