using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>Code that stands in the configuration itself: of the plugins pre-function and post-function.</summary>
internal static class LuaCode
{
    private static readonly string[] phases = ["access", "functions", "header_filter", "body_filter", "log", "rewrite", "certificate", "ws_handshake", "ws_client_frame", "ws_upstream_frame", "ws_close"];

    public static IReadOnlyList<string> Plugins { get; } = ["pre-function", "post-function"];

    /// <summary>The first phase whose code has one of some texts, with the text; <see langword="null"/> for none. Code itself may hold secrets.</summary>
    public static string? Mentions(KongEntity plugin, params ReadOnlySpan<string> texts)
    {
        foreach (string phase in phases)
            if (plugin.Field("config." + phase) is { ValueKind: JsonValueKind.Array } pieces && FirstIn(pieces, texts) is { } text) return $"code of {phase} has {text}";
        return null;
    }

    private static string? FirstIn(JsonElement pieces, ReadOnlySpan<string> texts)
    {
        foreach (JsonElement piece in pieces.EnumerateArray())
            if (piece.ValueKind is JsonValueKind.String && piece.GetString() is { } code)
                foreach (string text in texts)
                    if (code.Contains(text, StringComparison.Ordinal)) return text;
        return null;
    }
}
