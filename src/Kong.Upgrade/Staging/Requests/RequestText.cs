using System.Text;

namespace Kong.Upgrade.Staging.Requests;

/// <summary>A request as a report shows it.</summary>
internal static class RequestText
{
    public static string Of(StagingRequest request)
    {
        StringBuilder text = new();
        text.Append(request.Method).Append(' ').Append(Path(request.Path));
        if (request.Protocol is not StagingProtocol.Http11) text.Append(" as ").Append(request.Protocol);
        if (request.Tls) text.Append(" over TLS");
        if (request.Host is { } host) text.Append(" host ").Append(host);
        if (request.Sni is { } sni && sni != request.Host) text.Append(" SNI ").Append(sni);
        if (request.Headers.Count > 0) text.Append(" with ").AppendJoin(", ", request.Headers.Select(h => h.Name));
        return text.ToString();
    }

    /// <summary>The path with the names of arguments: their values may be keys and tokens.</summary>
    public static string Path(string path)
    {
        int at = path.IndexOf('?', StringComparison.Ordinal);
        return at < 0 ? path : path[..(at + 1)] + string.Join('&', path[(at + 1)..].Split('&').Select(argument => argument.Split('=')[0] + "=…"));
    }
}
