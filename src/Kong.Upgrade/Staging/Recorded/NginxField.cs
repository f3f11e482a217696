namespace Kong.Upgrade.Staging.Recorded;

/// <summary>What a variable of a log format tells of a request.</summary>
internal enum NginxField
{
    /// <summary>Nothing that is needed.</summary>
    Other = 0,

    /// <summary><c>$request</c>: method, target and version.</summary>
    Request,

    /// <summary><c>$request_method</c>.</summary>
    Method,

    /// <summary><c>$request_uri</c>.</summary>
    Uri,

    /// <summary><c>$http_host</c>: as the client said it, with its port.</summary>
    HttpHost,

    /// <summary><c>$host</c>.</summary>
    Host,

    /// <summary><c>$scheme</c>.</summary>
    Scheme,

    /// <summary><c>$https</c>: <c>on</c> or nothing.</summary>
    Https,

    /// <summary><c>$status</c>.</summary>
    Status,

    /// <summary><c>$http_NAME</c>.</summary>
    Header,

    /// <summary><c>$upstream_…</c>: may be a list with <c>", "</c> and <c>" : "</c> in it (kong-facts 12.6 no. 7).</summary>
    List,
}
