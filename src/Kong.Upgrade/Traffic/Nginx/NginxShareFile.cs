using System.Globalization;

namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>The small file from which njs and Lua read the share with each request. Anything but exactly this text is no share.</summary>
internal static class NginxShareFile
{
    public static string Text(TrafficShare share) => string.Create(CultureInfo.InvariantCulture, $"green {share.PartsPerMillion} of 1000000\n");

    /// <summary>What the control server printed of it.</summary>
    public static TrafficShare? Parse(string? millionths) =>
        int.TryParse(millionths, NumberStyles.None, CultureInfo.InvariantCulture, out int parts) && parts <= TrafficShare.AllGreen.PartsPerMillion ? TrafficShare.FromPercent(parts / 10_000.0) : null;
}
