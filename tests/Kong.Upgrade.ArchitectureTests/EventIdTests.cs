using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.ArchitectureTests;

/// <summary>A log entry's id says which room it comes from, and means one thing for ever.</summary>
public class EventIdTests
{
    /// <summary>The first id of a room's thousand, by the first word of an id's name; every other name belongs to the engine.</summary>
    private static readonly Dictionary<string, int> rooms = new()
    {
        ["Plan"] = 1000,
        ["Migration"] = 3000, ["Backup"] = 3000, ["Freeze"] = 3000,
        ["Cluster"] = 4000, ["Node"] = 4000,
        ["Share"] = 5000, ["Retreat"] = 5000, ["Split"] = 5000,
        ["Probe"] = 6000, ["Gate"] = 6000,
        ["Journal"] = 7000, ["Lease"] = 7000,
    };

    /// <summary>Ids that were given up; they must never mean anything else.</summary>
    private static readonly int[] retired = [];

    private static readonly (string Name, int Id)[] ids =
        [.. typeof(KongUpgradeEventIds).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (f.Name, (int)f.GetRawConstantValue()!))];

    [Fact]
    public void Ids_OfLogEntries_AreUniqueAndNeverReused() =>
        ids.GroupBy(i => i.Id).Where(g => g.Count() > 1 || retired.Contains(g.Key)).Select(g => $"{g.Key}: {string.Join(", ", g.Select(i => i.Name))}").ShouldBeNone();

    [Fact]
    public void Ids_OfLogEntries_LieInTheirRoomsRange() =>
        ids.Where(i => i.Id / 1000 * 1000 != Room(i.Name)).Select(i => $"{i.Name} is {i.Id}; its range begins at {Room(i.Name)}").ShouldBeNone();

    [Fact]
    public void Ids_OfLogMethods_AreAllPublicAndUsedOnce()
    {
        int[] used = [.. House.Core.GetTypes().SelectMany(t => t.GetMethods((BindingFlags)62)).Select(m => m.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>().Select(a => a.EventId)];
        used.Should().BeEquivalentTo(ids.Select(i => i.Id), "every log method has an id of its own, and every id is logged by one");
    }

    private static int Room(string name) => rooms.FirstOrDefault(r => name.StartsWith(r.Key, StringComparison.Ordinal), new(string.Empty, 2000)).Value;
}
