using LocalUpgrade.Settings;

namespace Kong.Upgrade.LocalUpgrade.Tests.Settings;

/// <summary>Settings as text, right ones to begin with.</summary>
internal static class SettingsText
{
    public const string Sound = """
        {
          "blue": { "version": "3.9.0", "executable": "/opt/blue/kong", "nodes": [{ "name": "b1", "prefix": "/srv/b1", "proxy": "http://127.0.0.1:8000" }] },
          "green": { "version": "3.9.1", "executable": "kong", "nodes": [{ "name": "g1", "prefix": "prefixes/g1" }] },
          "balancer": { "kind": "haproxy", "socket": "haproxy.sock:9999", "backend": "kong", "blue": ["b1"], "green": ["g1"] },
          "backup": { "directory": "backups" },
          "journal": "state"
        }
        """;

    public static string With(string find, string replacement) => Sound.Contains(find, StringComparison.Ordinal) ? Sound.Replace(find, replacement, StringComparison.Ordinal) : throw new ArgumentException($"There is no {find}.", nameof(find));

    public static SettingsFile File(string text)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("settings-").FullName, "localupgrade.json");
        System.IO.File.WriteAllText(path, text);
        return SettingsFile.Read(path);
    }

    public static IReadOnlyList<string> Problems(string text)
    {
        try
        {
            File(text).All();
            return [];
        }
        catch (SettingsException wrong)
        {
            return wrong.Problems;
        }
    }
}
