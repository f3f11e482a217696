using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Entities;

/// <summary>Makes the secrets that nobody gave, and keeps passwords of basic-auth the way Kong keeps them.</summary>
internal static class Secrets
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    public static string Random() => RandomNumberGenerator.GetString(Letters, 32);

#pragma warning disable CA5350 // Kong stores SHA-1.
    public static string Hash(string password, string consumer) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(password + consumer)));
#pragma warning restore CA5350

    /// <summary>Fills in what Kong makes up when a row is made.</summary>
    public static void Complete(EntitySchema schema, JsonObject entity)
    {
        foreach (Field field in schema.Fields.Where(f => f.IsAuto && entity[f.Name] is null))
            entity[field.Name] = Random();
    }

    /// <summary>A password that was just given is stored as its hash.</summary>
    public static void Hide(EntitySchema schema, JsonObject entity)
    {
        if (schema.Table == "basicauth_credentials" && entity.Text("password") is { } password && entity.Reference("consumer") is { } consumer)
            entity["password"] = Hash(password, consumer);
    }
}
