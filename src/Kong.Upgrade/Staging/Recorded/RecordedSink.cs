using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Takes every request that is read, leaves out what is not wanted and samples the rest. What it keeps is bounded. For one thread.</summary>
internal sealed class RecordedSink(RecordedTrafficOptions options, Func<StagingRequest, string> route)
{
    private const long MostBytes = 64 * 1024 * 1024;

    private readonly FairSample sample = new(options.Most, options.MostPerRoute, MostBytes);
    private readonly Unreadable unreadable = new();
    private readonly LeftOut leftOut = new();
    private readonly Credentials credentials = new(options.CredentialNames);

    // Most requests are the same few again and again; what was looked at need not be looked at again.
    private readonly ulong[] lately = new ulong[1 << 13];

    private long read, withoutHost, withoutCredentials;

    /// <summary>Whether somebody wrote the requests by hand: then credentials in them are meant.</summary>
    public bool IsWritten { get; init; }

    public void AddUnreadable(long place, string why) => unreadable.Add(place, why);

    /// <summary>Takes what a draft holds now. The draft may be used again afterwards.</summary>
    public void Add(Draft draft, long place)
    {
        if (draft.FindTrouble() is { } trouble)
        {
            unreadable.Add(place, trouble);
            return;
        }
        draft.Host ??= options.DefaultHost;
        if (!IsWanted(draft.Method, draft.Host, draft.HasLostBody)) return;
        NeverReplayed.RemoveFrom(draft.Headers);
        if (!options.KeepCredentials && !IsWritten && credentials.RemoveFrom(draft)) withoutCredentials++;
        ulong number = draft.Number();
        if (IsNew(number)) Keep(draft.Build(), number, draft.Size(), place);
    }

    /// <summary>Takes a request as it is.</summary>
    public void Add(StagingRequest request, ulong number, int size, long place)
    {
        StagingRequest whole = request.Host is null && options.DefaultHost is { } host ? request with { Host = host } : request;
        if (IsWanted(whole.Method, whole.Host, hasLostBody: false)) Keep(whole, number, size, place);
    }

    public RecordedRequests Close(string source, string unit, string? trouble) => new()
    {
        Source = source,
        Unit = unit,
        Trouble = trouble,
        Requests = sample.Take(),
        Routes = sample.Routes,
        HasLostRoutes = sample.HasLostRoutes,
        IsShortOfMemory = sample.IsShortOfMemory,
        Read = read,
        WithoutHost = withoutHost,
        WithoutCredentials = withoutCredentials,
        LeftOut = leftOut,
        Unreadable = unreadable,
        Options = options,
    };

    private bool IsWanted(string method, string? host, bool hasLostBody)
    {
        read++;
        if (!options.AllowUnsafe && method is not ("GET" or "HEAD" or "OPTIONS" or "TRACE")) leftOut.AddUnsafe(method);
        else if (options.Hosts.Count > 0 && !IsOfHosts(host ?? "")) leftOut.OtherHost++;
        else if (hasLostBody) leftOut.WithoutBody++;
        else
        {
            if (host is null) withoutHost++;
            return true;
        }
        return false;
    }

    private bool IsOfHosts(string host)
    {
        ReadOnlySpan<char> name = RouteKey.HostWithoutPort(host);
        foreach (string wanted in options.Hosts)
            if (wanted.StartsWith("*.", StringComparison.Ordinal) ? name.EndsWith(wanted.AsSpan(1), StringComparison.OrdinalIgnoreCase) : name.Equals(wanted, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private bool IsNew(ulong number)
    {
        ref ulong slot = ref lately[number & 0x1FFF];
        if (slot == number) return false;
        slot = number;
        return true;
    }

    private void Keep(StagingRequest request, ulong number, int size, long place)
    {
        string key = route(request);
        sample.Add(key, number, size, request, place);
    }
}
