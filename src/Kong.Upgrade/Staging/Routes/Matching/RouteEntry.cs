using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>A route with one of its paths, as one side's router has it. For one thread.</summary>
internal sealed class RouteEntry
{
    public required RouteModel Route { get; init; }

    public required RouterSide Side { get; init; }

    public required Rank Rank { get; init; }

    public PathCondition? Path { get; init; }

    /// <summary>Any of these; none for any host.</summary>
    public IReadOnlyList<HostCondition> Hosts { get; init; } = [];

    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>All of these.</summary>
    public IReadOnlyList<HeaderTest> Headers { get; init; } = [];

    public IReadOnlyList<HostCondition> Snis { get; init; } = [];

    /// <summary>Whether it takes only TLS, or only plain HTTP; <see langword="null"/> for both.</summary>
    public bool? Tls { get; init; }

    /// <summary>Whether it asks for more than is understood or known here, such as addresses of clients.</summary>
    public bool AsksMore { get; init; }

    public IEnumerable<string> HostKeys => Hosts.Count == 0 ? [""] : Hosts.Select(h => h.Key).Distinct();

    /// <summary>Under which of <see cref="SeenRequest.Marks"/> it is found: a header's values, or a segment of its regex, or none.</summary>
    public IEnumerable<string> Marks =>
        Headers.FirstOrDefault(h => h.IsPlain) is { } header ? header.Marks : Path?.Regex?.Segment is { } segment ? [SeenRequest.Mark(segment.Number, segment.Text)] : [""];

    public Fit Fits(SeenRequest request)
    {
        if (Tls is { } tls && tls != request.Tls) return Fit.No;
        if (Methods.Count > 0 && !Methods.Contains(request.Method)) return Fit.No;
        Fit fit = AsksMore ? Fit.Maybe : Fit.Yes;
        if (Hosts.Count > 0) fit = Least(fit, Hosts.Max(h => h.Fits(request, Side.IsTraditional)));
        if (fit is not Fit.No && Snis.Count > 0) fit = Least(fit, FitsSni(request));
        foreach (HeaderTest header in Headers)
            if (fit is not Fit.No) fit = Least(fit, header.Fits(request));
        return fit is Fit.No || Path is null ? fit : Least(fit, Path.Fits(request.Path));
    }

    // In plain HTTP the condition is left out; but a traditional router looks at routes with it only where no others have just the other kinds of conditions.
    private Fit FitsSni(SeenRequest request) =>
        !request.Tls ? Side.IsTraditional ? Fit.Maybe : Fit.Yes : Snis.Any(s => s.Takes(request.Sni)) ? Fit.Yes : Fit.No;

    private static Fit Least(Fit one, Fit other) => one < other ? one : other;
}
