using System.Text;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Guesses a request's route where nobody knows the configuration: host, method and path, with whatever looks like an id replaced.</summary>
internal static class RouteKey
{
    private const string Id = "{id}";
    private const int MostSegments = 12, ShortestHex = 8, ShortestToken = 24, ShortestRun = 4, LongestName = 64;

    public static string Of(StagingRequest request)
    {
        StringBuilder key = new(128);
        key.Append(request.Method).Append(' ').Append(HostWithoutPort(request.Host ?? "").ToString().ToLowerInvariant());
        ReadOnlySpan<char> path = request.Path;
        int query = path.IndexOf('?'), segments = 0;
        if (query >= 0) path = path[..query];
        if (path.StartsWith("/")) path = path[1..];
        foreach (Range range in path.Split('/'))
        {
            if (segments++ == MostSegments) return key.Append("/…").ToString();
            key.Append('/');
            AddSegment(key, path[range]);
        }
        return key.ToString();
    }

    public static ReadOnlySpan<char> HostWithoutPort(ReadOnlySpan<char> host)
    {
        int end = host.StartsWith("[") ? host.IndexOf(']') + 1 : host.LastIndexOf(':');
        return end > 0 ? host[..end] : host;
    }

    private static void AddSegment(StringBuilder key, ReadOnlySpan<char> segment)
    {
        if (IsId(segment)) key.Append(Id);
        else if (!segment.ContainsAnyInRange('0', '9')) key.Append(segment);
        else AddWithoutLongNumbers(key, segment);
    }

    private static bool IsId(ReadOnlySpan<char> segment)
    {
        if (segment.Length > LongestName) return true;
        int digits = 0, hex = 0, letters = 0, joints = 0;
        foreach (char c in segment)
        {
            if (char.IsAsciiDigit(c)) digits++;
            else if (char.IsAsciiHexDigit(c)) hex++;
            else if (char.IsAsciiLetter(c)) letters++;
            else if (c is '-' or '_' or '.' or ':' or '~' or '=' or '%' or '+' or ',') joints++;
            else return false;
        }
        if (digits == 0) return false;
        return (hex == 0 && letters == 0) || (letters == 0 && digits + hex >= ShortestHex) || segment.Length >= ShortestToken;
    }

    /// <summary>Invoice-20240131.pdf is one of many; v2 and oauth2 are names.</summary>
    private static void AddWithoutLongNumbers(StringBuilder key, ReadOnlySpan<char> segment)
    {
        while (segment.Length > 0)
        {
            int digits = segment.IndexOfAnyExceptInRange('0', '9');
            if (digits < 0) digits = segment.Length;
            int next = segment[digits..].IndexOfAnyInRange('0', '9'), end = next < 0 ? segment.Length : digits + next;
            if (digits >= ShortestRun) key.Append(Id);
            else key.Append(segment[..digits]);
            key.Append(segment[digits..end]);
            segment = segment[end..];
        }
    }
}
