namespace Kong.Upgrade.Staging.Recorded;

/// <summary>A variable of a log format and the text behind it, up to the next variable. Immutable.</summary>
/// <param name="Field">What it tells.</param>
/// <param name="Header">The header's name, for <see cref="NginxField.Header"/>.</param>
/// <param name="After">The text behind it; empty at the end, or where the next variable follows at once.</param>
internal sealed record NginxPart(NginxField Field, string Header, byte[] After)
{
    public static NginxPart Of(string variable, byte[] after) => variable switch
    {
        "request" => new(NginxField.Request, "", after),
        "request_method" => new(NginxField.Method, "", after),
        "request_uri" => new(NginxField.Uri, "", after),
        "http_host" => new(NginxField.HttpHost, "", after),
        "host" => new(NginxField.Host, "", after),
        "scheme" => new(NginxField.Scheme, "", after),
        "https" => new(NginxField.Https, "", after),
        "status" => new(NginxField.Status, "", after),
        _ when variable.StartsWith("http_", StringComparison.Ordinal) && variable.Length > 5 => new(NginxField.Header, variable[5..].Replace('_', '-'), after),
        _ when variable.StartsWith("upstream_", StringComparison.Ordinal) => new(NginxField.List, "", after),
        _ => new(NginxField.Other, "", after),
    };
}
