using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Kong.Upgrade.Simulation.Routing;

/// <summary>A header that a request must carry with one of some values; a single value behind `~*` is a regular expression.</summary>
internal sealed class RouteHeader(string name, IReadOnlyList<string> values)
{
    private readonly Regex? _regex = values is [{ } only] && only.StartsWith("~*", StringComparison.Ordinal)
        ? new Regex(only[2..], RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))
        : null;

    public bool Matches(IHeaderDictionary headers)
    {
        if (!headers.TryGetValue(name, out StringValues given))
            return false;
        foreach (string? value in given)
            if (value is not null && (_regex?.IsMatch(value) ?? values.Contains(value, StringComparer.OrdinalIgnoreCase)))
                return true;
        return false;
    }
}
