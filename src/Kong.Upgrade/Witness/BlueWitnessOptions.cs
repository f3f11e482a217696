namespace Kong.Upgrade.Witness;

/// <summary>What a witness is asked, and where blue is asked the same.</summary>
public sealed class BlueWitnessOptions
{
    /// <summary>The Admin API of one of blue's nodes. The default value is <see langword="null"/>: the Admin API's answers are not compared.</summary>
    public Uri? BlueAdmin { get; init; }

    /// <summary>The proxy address of one of blue's nodes, or of blue's balancer. The default value is <see langword="null"/>: <see cref="Questions"/> are not compared.</summary>
    public Uri? BlueProxy { get; init; }

    /// <summary>What is asked through the proxy. Empty by default; give at least one for each plugin that matters.</summary>
    public IReadOnlyList<WitnessQuestion> Questions { get; init; } = [];

    /// <summary>What is asked of the Admin API, with GET. The first 1000 of a collection are compared. The default value is Kong's own collections.</summary>
    public IReadOnlyList<string> AdminPaths { get; init; } = ["/services", "/routes", "/plugins", "/consumers", "/upstreams", "/certificates", "/snis", "/ca_certificates", "/vaults"];

    /// <summary>Headers of answers that are compared. The default value is <c>Content-Type</c>, <c>Location</c>, <c>WWW-Authenticate</c>, <c>Access-Control-Allow-Origin</c> and <c>Cache-Control</c>.</summary>
    public IReadOnlyList<string> ComparedHeaders { get; init; } = ["Content-Type", "Location", "WWW-Authenticate", "Access-Control-Allow-Origin", "Cache-Control"];

    /// <summary>How long the witness may take until it is ready. 1 s to 10 min. The default value is 60 s.</summary>
    public TimeSpan StartWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one answer may take. 0.1 s to 5 min. The default value is 10 s.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the witness may take to stop before it is killed. 1 s to 5 min. The default value is 15 s.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Looks for values out of range.</summary>
    /// <returns>What is wrong, a sentence each; empty when nothing.</returns>
    public IReadOnlyList<string> Validate() =>
    [
        .. Address(nameof(BlueAdmin), BlueAdmin), .. Address(nameof(BlueProxy), BlueProxy),
        .. AdminPaths.Where(path => !path.StartsWith('/')).Select(path => $"AdminPaths holds '{path}', which does not begin with '/'."),
        .. Range(nameof(StartWithin), StartWithin, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
        .. Range(nameof(AnswerWithin), AnswerWithin, TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(5)),
        .. Range(nameof(StopWithin), StopWithin, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)),
    ];

    private static IEnumerable<string> Address(string option, Uri? address)
    {
        if (address is not null && (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))) yield return $"{option} is '{address}'; an http or https address is needed.";
    }

    private static IEnumerable<string> Range(string option, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most) yield return $"{option} is {value}; it must be between {least} and {most}.";
    }
}
