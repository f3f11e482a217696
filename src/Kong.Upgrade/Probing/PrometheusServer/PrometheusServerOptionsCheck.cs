using System.Text.RegularExpressions;

namespace Kong.Upgrade.Probing.PrometheusServer;

/// <summary>Finds what is wrong with options. An address with a password in it is never repeated.</summary>
internal sealed partial class PrometheusServerOptionsCheck(PrometheusServerOptions options)
{
    private static readonly TimeSpan longest = TimeSpan.FromMinutes(5);

    public IEnumerable<string> Problems() => [.. Address(), .. Selectors(), .. Times()];

    private IEnumerable<string> Address()
    {
        if (options.Server is not { IsAbsoluteUri: true } server) yield return $"{nameof(options.Server)} must be the absolute address of a Prometheus server, such as http://127.0.0.1:9090.";
        else if (server.UserInfo.Length > 0) yield return $"{nameof(options.Server)} holds a user or a password; give them by {nameof(options.Headers)}, where nobody prints them.";
        else if (server.Scheme is not ("http" or "https")) yield return $"{nameof(options.Server)} is '{server.Scheme}:…'; the server is asked over http or https.";
        else if (server.Query.Length > 0 || server.Fragment.Length > 0) yield return $"{nameof(options.Server)} has a query or a fragment; only a path may follow the host.";
    }

    private IEnumerable<string> Selectors()
    {
        foreach ((string name, string text) in ((string, string)[])[(nameof(options.Blue), options.Blue), (nameof(options.Green), options.Green)])
            if (!Matchers().IsMatch(text)) yield return $"{name} is '{text}'; it must be label matchers without braces, such as job=\"kong-{name.ToLowerInvariant()}\" or instance=~\"10\\\\.0\\\\.1\\\\..*\".";
            else if (text.Contains("__name__", StringComparison.Ordinal)) yield return $"{name} matches __name__; which metrics are read is the probe's own matter, so match labels of targets only.";
        if (options.Blue.Length > 0 && options.Blue == options.Green) yield return $"{nameof(options.Blue)} and {nameof(options.Green)} are both '{options.Blue}'; a node belongs to one side.";
        if (!Label().IsMatch(options.NodeLabel)) yield return $"{nameof(options.NodeLabel)} is '{options.NodeLabel}'; it must be the name of a label, such as instance.";
    }

    private IEnumerable<string> Times()
    {
        if (options.ScrapeInterval is { } interval && (interval < TimeSpan.FromMilliseconds(10) || interval > longest)) yield return $"{nameof(options.ScrapeInterval)} is {interval}; it must lie between 10 milliseconds and {longest}.";
        if (options.AnswerWithin <= TimeSpan.Zero || options.AnswerWithin > longest) yield return $"{nameof(options.AnswerWithin)} is {options.AnswerWithin}; it must be more than zero and at most {longest}.";
    }

    [GeneratedRegex("""^\s*[a-zA-Z_]\w*\s*(=|!=|=~|!~)\s*"([^"\\\n]|\\.)*"(\s*,\s*[a-zA-Z_]\w*\s*(=|!=|=~|!~)\s*"([^"\\\n]|\\.)*")*\s*\z""", RegexOptions.CultureInvariant)]
    private static partial Regex Matchers();

    [GeneratedRegex(@"^[a-zA-Z_][a-zA-Z0-9_]*\z")]
    private static partial Regex Label();
}
