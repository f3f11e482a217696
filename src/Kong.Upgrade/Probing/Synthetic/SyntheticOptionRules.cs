namespace Kong.Upgrade.Probing.Synthetic;

/// <summary>Only requests that change nothing, and nothing that could break out of one.</summary>
internal static class SyntheticOptionRules
{
    private static readonly string[] safe = ["GET", "HEAD"];

    public static IEnumerable<string> Problems(SyntheticOptions options) =>
    [
        .. Nodes(nameof(options.Blue), options.Blue), .. Nodes(nameof(options.Green), options.Green),
        .. options.Blue.Intersect(options.Green).Select(node => $"{node} is in {nameof(options.Blue)} and in {nameof(options.Green)}; a node belongs to one side."),
        .. options.Requests.Count == 0 ? [$"{nameof(options.Requests)} is empty; there must be at least one."] : (string[])[],
        .. options.Requests.GroupBy(r => r.Name).Where(g => g.Count() > 1).Select(g => $"{nameof(options.Requests)} names '{g.Key}' more than once."),
        .. options.Requests.SelectMany(Request), .. Numbers(options),
    ];

    private static IEnumerable<string> Nodes(string option, IReadOnlyList<Uri> nodes)
    {
        if (nodes.Count == 0) yield return $"{option} is empty; it must name at least one node as http://host:port.";
        foreach (Uri node in nodes)
            if (!node.IsAbsoluteUri || node.Scheme is not ("http" or "https") || node.PathAndQuery != "/" || node.Fragment.Length > 0 || node.UserInfo.Length > 0)
                yield return $"{option} holds a node that is not http://host:port or https://host:port without path, query and user.";
        if (nodes.Distinct().Count() < nodes.Count) yield return $"{option} names a node more than once.";
    }

    private static IEnumerable<string> Request(SyntheticRequest request)
    {
        string name = $"The request '{request.Name}'";
        if (string.IsNullOrWhiteSpace(request.Name)) yield return "A request has no name.";
        if (!safe.Contains(request.Method, StringComparer.Ordinal)) yield return $"{name} has the method '{request.Method}'; only {string.Join(" and ", safe)} change nothing.";
        if (!request.Path.StartsWith('/') || request.Path.StartsWith("//", StringComparison.Ordinal) || request.Path.Any(c => c is <= ' ' or > '~' or '#')) yield return $"{name} has a path that does not begin with one slash, or holds blanks, '#' or other characters that a path has to escape.";
        if (request.Host is { } host && !IsText(host)) yield return $"{name} has a host that is empty or holds line breaks.";
        foreach ((string header, string value) in request.Headers)
            if (!IsToken(header) || value.Any(char.IsControl)) yield return $"{name} has a header '{new string([.. header.Where(c => !char.IsControl(c))])}' whose name or value no header can have.";
            else if (header.Equals("Host", StringComparison.OrdinalIgnoreCase)) yield return $"{name} has a header 'Host'; that is {nameof(request.Host)}.";
        if (request.ExpectedFrom is < 100 or > 599 || request.ExpectedTo is < 100 or > 599 || request.ExpectedFrom > request.ExpectedTo) yield return $"{name} expects {request.ExpectedFrom} to {request.ExpectedTo}; it must be a range within 100 to 599.";
    }

    private static IEnumerable<string> Numbers(SyntheticOptions options)
    {
        if (options.RatePerSide is not (> 0 and <= 1000)) yield return $"{nameof(options.RatePerSide)} is {options.RatePerSide}; it must be more than 0 and at most 1000.";
        if (options.AnswerWithin <= TimeSpan.Zero || options.AnswerWithin > TimeSpan.FromMinutes(10)) yield return $"{nameof(options.AnswerWithin)} is {options.AnswerWithin}; it must be more than zero and at most 10 minutes.";
        if (options.AtOnce is < 1 or > 1000) yield return $"{nameof(options.AtOnce)} is {options.AtOnce}; it must be 1 to 1000.";
        if (options.GoesOnFor <= TimeSpan.Zero || options.GoesOnFor > TimeSpan.FromHours(1)) yield return $"{nameof(options.GoesOnFor)} is {options.GoesOnFor}; it must be more than zero and at most an hour.";
    }

    private static bool IsText(string text) => text.Length > 0 && !text.Any(c => char.IsControl(c) || c == ' ');

    private static bool IsToken(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));
}
