using System.Text;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>Name and password in a header `Basic …`.</summary>
internal static partial class BasicCredentials
{
    public static (string Name, string Password)? Read(string header)
    {
        if (Scheme().Match(header) is not { Success: true } found)
            return null;
        byte[] decoded = new byte[found.Groups[1].Length];
        if (!Convert.TryFromBase64String(found.Groups[1].Value, decoded, out int length))
            return null;
        string[] parts = Encoding.UTF8.GetString(decoded, 0, length).Split(':', 2);
        return parts is [{ Length: > 0 } name, { } password] ? (name, password) : null;
    }

    [GeneratedRegex(@"\s*[Bb]asic\s*(.+)", RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();
}
