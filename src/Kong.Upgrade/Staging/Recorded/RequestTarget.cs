using System.Text;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Cuts what a request asks for into host and path, as it stands: nothing is normalised.</summary>
internal static class RequestTarget
{
    private static readonly (string Prefix, bool IsTls, bool IsWebSocket)[] schemes = [("http://", false, false), ("https://", true, false), ("ws://", false, true), ("wss://", true, true)];

    public static void Read(Draft draft, string target) => Read(draft, Encoding.UTF8.GetBytes(target));

    public static void Read(Draft draft, ReadOnlySpan<byte> target)
    {
        if (target.StartsWith("/"u8)) draft.Path = WireText.Path(target);
        else if (!ReadUrl(draft, target)) draft.Trouble ??= "it asks for no path and no http URL";
    }

    private static bool ReadUrl(Draft draft, ReadOnlySpan<byte> url)
    {
        foreach ((string prefix, bool isTls, bool isWebSocket) in schemes)
        {
            if (url.Length <= prefix.Length || !Ascii.EqualsIgnoreCase(url[..prefix.Length], prefix)) continue;
            url = url[prefix.Length..];
            int fragment = url.IndexOf((byte)'#');
            if (fragment >= 0) url = url[..fragment];
            int end = url.IndexOfAny((byte)'/', (byte)'?');
            ReadOnlySpan<byte> authority = end < 0 ? url : url[..end], path = end < 0 ? [] : url[end..];
            draft.Host = Encoding.UTF8.GetString(authority[(authority.LastIndexOf((byte)'@') + 1)..]);
            draft.Path = path.StartsWith("/"u8) ? WireText.Path(path) : "/" + WireText.Path(path);
            (draft.Tls, draft.IsWebSocket) = (isTls, isWebSocket || draft.IsWebSocket);
            return true;
        }
        return false;
    }
}
