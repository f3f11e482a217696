using System.Security.Cryptography;
using System.Text;
using Kong.Upgrade.Simulation.Entities;

namespace Kong.Upgrade.Simulation.Installation;

/// <summary>A hash over all entities of a simulated database, whatever order they were written in.</summary>
internal static class ConfigurationHash
{
    public static string Of(IEntityStore entities)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string table, var rows) in entities.Snapshot().OrderBy(t => t.Key, StringComparer.Ordinal))
            foreach (string row in rows.Select(Json.Write).Order(StringComparer.Ordinal))
                hash.AppendData(Encoding.UTF8.GetBytes($"{table}\n{row}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
