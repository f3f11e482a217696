using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>The text of the include file. The same options, share and generation give the same text, so that a foreign hand on it is noticed.</summary>
internal sealed partial class NginxInclude
{
    private readonly NginxOptions options;

    public NginxInclude(NginxOptions options)
    {
        this.options = options;
        (Fingerprint, BlueOnlyFingerprint) = (Hash(isBlueOnly: false), Hash(isBlueOnly: true));
        Nodes = Digest(string.Join(' ', [.. options.Blue, "|", .. options.Green]));
    }

    /// <summary>Stands for everything but share and generation.</summary>
    public string Fingerprint { get; }

    /// <summary>The same of an include that does not need green, for a retreat while green's nodes cannot even be named.</summary>
    public string BlueOnlyFingerprint { get; }

    /// <summary>Stands for the nodes of both sides.</summary>
    public string Nodes { get; }

    public string ShareFile => NginxPaths.Share(options, Fingerprint);

    /// <summary>Names a text that was written, so that it can be told whether nginx has loaded it.</summary>
    public static string NewGeneration() => Guid.NewGuid().ToString("N")[..16];

    public string Text(TrafficShare share, string generation, bool isBlueOnly = false) => Render(share, generation, isBlueOnly, isBlueOnly ? BlueOnlyFingerprint : Fingerprint);

    /// <summary>The generation of a text that these options make; <see langword="null"/> when it is older or somebody changed it.</summary>
    public string? GenerationOf(string? text)
    {
        if (text is null || !Header().IsMatch(text)) return null;
        Match header = Header().Match(text);
        if (NginxShareFile.Parse(header.Groups["share"].Value) is not { } share) return null;
        bool isBlueOnly = header.Groups["static"].Value == BlueOnlyFingerprint;
        string generation = header.Groups["generation"].Value;
        return Text(share, generation, isBlueOnly) == text ? generation : null;
    }

    private string Hash(bool isBlueOnly) => Digest(Render(TrafficShare.AllBlue, "", isBlueOnly, "") + NginxScripts.Of(options.Mode));

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    private string Render(TrafficShare share, string generation, bool isBlueOnly, string fingerprint)
    {
        // Modes that read the share at run time have the same text for every share.
        if (options.Mode is not NginxMode.Reload) share = TrafficShare.AllBlue;
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# static={fingerprint} generation={generation} share={share.PartsPerMillion}\n");
        text.Append("# Owned by Kong.Upgrade, which rewrites it: what you change here is lost, and holds an upgrade until it is written anew.\n");
        foreach (string block in Blocks(share, isBlueOnly, fingerprint)) text.Append('\n').Append(block).Append('\n');
        return text.Append('\n').Append(Control(share, generation, fingerprint)).Append('\n').ToString();
    }

    private IEnumerable<string> Blocks(TrafficShare share, bool isBlueOnly, string fingerprint)
    {
        yield return NginxBlocks.Upstream("kong_upgrade_blue", options.Blue, []);
        if (!isBlueOnly) yield return NginxBlocks.Upstream("kong_upgrade_green", options.Green, options.Shield ? options.Blue : []);
        foreach (string block in options.Mode is NginxMode.Reload ? NginxBlocks.Split(options, share) : NginxBlocks.RuntimeSplit(options, fingerprint.Length > 0 ? Fingerprint : "")) yield return block;
        foreach (string block in NginxBlocks.Sides(options, isBlueOnly)) yield return block;
        if (options.Mirror > TrafficShare.AllBlue)
            foreach (string block in NginxBlocks.Mirror(options, isBlueOnly)) yield return block;
        if (NginxBlocks.LogLines(options).Any()) yield return NginxBlocks.Log(options);
    }

    private string Control(TrafficShare share, string generation, string fingerprint) => string.Join('\n',
    [
        "# Tells which share this nginx really has.",
        "server {",
        string.Create(CultureInfo.InvariantCulture, $"    listen 127.0.0.1:{NginxPaths.ControlPort(options)};"),
        "    access_log off;",
        .. options.Mode is NginxMode.Lua ? NginxBlocks.LuaControl(options) : [],
        "    default_type text/plain;",
        string.Create(CultureInfo.InvariantCulture, $"    return 200 \"kong-upgrade static={fingerprint} nodes={Nodes} generation={generation} share={(options.Mode is NginxMode.Reload ? share.PartsPerMillion : "$kong_upgrade_share")} worker=$pid\\n\";"),
        "}",
    ]);

    [GeneratedRegex(@"\A# static=(?<static>[0-9a-f]*) generation=(?<generation>[0-9a-f]+) share=(?<share>[0-9]+)\n")]
    private static partial Regex Header();
}
