namespace Kong.Upgrade.AdminApi;

/// <summary>Finds what is wrong with options. An address with a password in it is never repeated.</summary>
internal sealed class AdminApiOptionsCheck(AdminApiOptions options)
{
    private static readonly TimeSpan shortest = TimeSpan.FromMilliseconds(10), longest = TimeSpan.FromMinutes(10);

    public static AdminApiOptions Valid(AdminApiOptions options, string name)
    {
        ArgumentNullException.ThrowIfNull(options, name);
        return options.Validate() is { Count: > 0 } problems ? throw new ArgumentException(string.Join(' ', problems), name) : options;
    }

    public IEnumerable<string> Problems() => [.. Address(), .. Header(), .. Times(), .. Counts()];

    private IEnumerable<string> Address()
    {
        if (options.Address is not { IsAbsoluteUri: true } address) yield return $"{nameof(options.Address)} must be the absolute address of an Admin API, such as http://127.0.0.1:8001.";
        else if (address.UserInfo.Length > 0) yield return $"{nameof(options.Address)} holds a user or a password; give a token by {nameof(options.Token)}, where nobody prints it.";
        else if (address.Scheme is not ("http" or "https")) yield return $"{nameof(options.Address)} is '{address.Scheme}:…'; an Admin API is asked over http or https.";
        else if (address.Query.Length > 0 || address.Fragment.Length > 0) yield return $"{nameof(options.Address)} has a query or a fragment; only a path may follow the host.";
    }

    private IEnumerable<string> Header()
    {
        if (string.IsNullOrEmpty(options.TokenHeader) || options.TokenHeader.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
            yield return $"{nameof(options.TokenHeader)} is '{options.TokenHeader}'; it must be the name of a header, such as Kong-Admin-Token.";
    }

    private IEnumerable<string> Times()
    {
        if (options.RequestTimeout < shortest || options.RequestTimeout > longest) yield return $"{nameof(options.RequestTimeout)} is {options.RequestTimeout}; it must lie between 10 milliseconds and 10 minutes.";
        if (options.RetryDelay <= TimeSpan.Zero || options.RetryDelay > Retrying.LongestWait) yield return $"{nameof(options.RetryDelay)} is {options.RetryDelay}; it must be more than zero and at most {Retrying.LongestWait}.";
    }

    private IEnumerable<string> Counts()
    {
        if (options.PageSize is < 1 or > 1000) yield return $"{nameof(options.PageSize)} is {options.PageSize}; Kong gives pages of 1 to 1,000 entities.";
        if (options.MostRequestsAtOnce is < 1 or > 64) yield return $"{nameof(options.MostRequestsAtOnce)} is {options.MostRequestsAtOnce}; it must lie between 1 and 64.";
        if (options.Attempts is < 1 or > 20) yield return $"{nameof(options.Attempts)} is {options.Attempts}; it must lie between 1 and 20.";
    }
}
