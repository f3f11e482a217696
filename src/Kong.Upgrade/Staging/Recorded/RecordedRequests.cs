using System.Globalization;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>What is replayed of recorded traffic, and what is not and why. Immutable once it is closed.</summary>
internal sealed record RecordedRequests
{
    public required string Source { get; init; }

    /// <summary>What a place counts: <c>line</c>, <c>byte</c> or <c>request</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>What is sent, every route's first request before any second one; the same of the same file every time.</summary>
    public required IReadOnlyList<RecordedRequest> Requests { get; init; }

    /// <summary>How many requests were understood.</summary>
    public long Read { get; init; }

    /// <summary>How many routes have a request.</summary>
    public int Routes { get; init; }

    /// <summary>Whether there were more routes than may be sent.</summary>
    public bool HasLostRoutes { get; init; }

    public bool IsShortOfMemory { get; init; }

    public long WithoutHost { get; init; }

    public long WithoutCredentials { get; init; }

    public required LeftOut LeftOut { get; init; }

    public required Unreadable Unreadable { get; init; }

    public required RecordedTrafficOptions Options { get; init; }

    /// <summary>Why the source could not be read to its end.</summary>
    public string? Trouble { get; init; }

    /// <summary>How many are the same as one that is sent, or more than were asked for.</summary>
    public long SampledOut => Read - LeftOut.All - Requests.Count;

    /// <summary>What keeps the traffic from being a test at all, for <see cref="SourcedTests.Troubles"/>.</summary>
    public IReadOnlyList<string> Troubles =>
        Trouble is not null ? [$"{Source}: {Trouble}"]
        : Requests.Count == 0 ? [$"{Source} gave no request to replay: {Number(Read)} were read, {Number(LeftOut.All)} of them left out, and {Number(Unreadable.Count)} could not be read{Places()}. {Advice()}"]
        : [];

    /// <summary>What is replayed and what is not, for <see cref="SourcedTests.Untested"/>.</summary>
    public IReadOnlyList<string> Describe() => [.. Lines()];

    private IEnumerable<string> Lines()
    {
        yield return $"{Source}: {Number(Read)} requests were read, {Number(Requests.Count)} of {Number(Routes)} routes are replayed.";
        if (LeftOut.Unsafe > 0) yield return $"{Source}: {Number(LeftOut.Unsafe)} requests may write ({Methods()}) and are not replayed; {nameof(RecordedTrafficOptions.AllowUnsafe)} replays them.";
        if (LeftOut.OtherHost > 0) yield return $"{Source}: {Number(LeftOut.OtherHost)} requests are for other hosts than {string.Join(", ", Options.Hosts)} and are not replayed.";
        if (LeftOut.WithoutBody > 0) yield return $"{Source}: {Number(LeftOut.WithoutBody)} requests had a body that was not recorded to its end and are not replayed.";
        if (SampledOut > 0) yield return $"{Source}: {Number(SampledOut)} requests are the same as one that is replayed, or more than {Number(Options.MostPerRoute)} of a route or {Number(Options.Most)} in all.";
        if (HasLostRoutes) yield return $"{Source}: more routes were recorded than {Number(Routes)}; the others have no request. {nameof(RecordedTrafficOptions.Most)} is {Number(Options.Most)}.";
        if (IsShortOfMemory) yield return $"{Source}: the requests are so large that fewer are kept than were asked for.";
        if (WithoutHost > 0) yield return $"{Source}: {Number(WithoutHost)} requests name no host and are sent with the node's own address: routes that ask for a host do not match. {nameof(RecordedTrafficOptions.DefaultHost)} gives them one.";
        if (WithoutCredentials > 0) yield return $"{Source}: credentials were taken out of {Number(WithoutCredentials)} requests; {nameof(RecordedTrafficOptions.KeepCredentials)} leaves them in.";
        if (Unreadable.Count > 0) yield return $"{Source}: {Number(Unreadable.Count)} {(Unreadable.Count == 1 ? "record" : "records")} could not be read{Places()}.";
    }

    private string Advice() =>
        Unreadable.Count > LeftOut.All || Read == 0 ? "Check that the file is of this kind and of this format." : $"Check {nameof(RecordedTrafficOptions.AllowUnsafe)} and {nameof(RecordedTrafficOptions.Hosts)}.";

    private string Methods() => string.Join(", ", LeftOut.UnsafeByMethod.Select(m => $"{m.Key} {Number(m.Value)}"));

    private string Places() => Unreadable.Count == 0 ? "" : $" ({string.Join("; ", Unreadable.Places.Select(p => $"{Unit} {p.Place.ToString(CultureInfo.InvariantCulture)}: {p.Why}"))})";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
