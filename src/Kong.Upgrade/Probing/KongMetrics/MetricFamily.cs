namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>The kinds of lines that matter here.</summary>
internal enum MetricFamily
{
    /// <summary>Of no interest.</summary>
    Other = 0,

    /// <summary>Requests by service, route, code and, from 3.0 on, source.</summary>
    Requests,

    /// <summary>A bucket or the count of a histogram; 2.8 has one family for three types.</summary>
    KongBucket,
    KongCount,
    RequestBucket,
    RequestCount,
    TypedBucket,
    TypedCount,

    /// <summary>What a node says of itself.</summary>
    NodeInfo,
    DictionaryUsed,
    DictionarySize,
    WorkerMemory,
    Connections,
    NginxRequests,
    MetricErrors,
    ProcessStart,

    /// <summary>Says only that traffic was counted.</summary>
    Bandwidth,
}
