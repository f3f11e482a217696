using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Database.Tests.Preflight;

/// <summary>Keeps what it is shown.</summary>
internal sealed class SeenEntities : IEntityVisitor
{
    public List<KongEntity> All { get; } = [];

    public List<string> Unread { get; } = [];

    public void See(KongEntity entity) => All.Add(entity);

    public void CouldNotRead(string part, string why) => Unread.Add($"{part}: {why}");

    public KongEntity Named(string kind, string name) => All.Single(e => e.Kind == kind && e.Name == name);
}
