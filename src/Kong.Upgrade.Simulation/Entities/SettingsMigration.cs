using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Entities;

/// <summary>What the migrations of 3.6 and later do to rate-limiting rows: `up` copies the Redis settings, `finish` drops the old names.</summary>
internal static class SettingsMigration
{
    public static void Up(IEntityStore entities) => Rewrite(entities, config => config["redis"] ??= RedisSettings.FromFlat(config));

    public static void Finish(IEntityStore entities) => Rewrite(entities, config =>
    {
        foreach (Field field in RedisSettings.Flat)
            config.Remove(field.Name);
    });

    private static void Rewrite(IEntityStore entities, Action<JsonObject> change)
    {
        foreach (JsonObject row in entities.List("plugins").Where(p => p.Text("name") == "rate-limiting"))
        {
            JsonObject changed = (JsonObject)row.DeepClone();
            change((JsonObject)(changed["config"] ??= new JsonObject()));
            entities.Put("plugins", changed);
        }
    }
}
