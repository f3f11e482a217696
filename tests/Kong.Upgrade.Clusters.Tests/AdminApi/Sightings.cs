using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Clusters.Tests.AdminApi;

/// <summary>Keeps all that a source shows, and notices two threads at once.</summary>
internal sealed class Sightings : IEntityVisitor
{
    private int inside;

    public List<KongEntity> Entities { get; } = [];

    public List<string> Unread { get; } = [];

    public static async Task<Sightings> OfAsync(ScriptedAdmin admin, Action<AdminApiOptions>? change = null)
    {
        AdminApiOptions options = new() { Address = admin.Address, RetryDelay = TimeSpan.FromMilliseconds(1), Attempts = 3 };
        change?.Invoke(options);
        Sightings seen = new();
        await new AdminApiEntitySource(options).ReadAsync(seen, TestContext.Current.CancellationToken);
        return seen;
    }

    public IEnumerable<string> Of(string kind) => Entities.Where(e => e.Kind == kind).Select(e => $"{e.Workspace}:{e.Name ?? e.Id}");

    public void See(KongEntity entity) => Alone(() => Entities.Add(entity));

    public void CouldNotRead(string part, string why) => Alone(() => Unread.Add($"{part}: {why}"));

    private void Alone(Action act)
    {
        Interlocked.Increment(ref inside).Should().Be(1, "a visitor is called by one thread at a time");
        act();
        Interlocked.Decrement(ref inside);
    }
}
