namespace Kong.Upgrade.Staging.Recorded;

/// <summary>The members of a HAR's objects that are needed.</summary>
internal enum HarName
{
    Other = 0,
    Log,
    Entries,
    Request,
    Response,
    Method,
    Url,
    Headers,
    Name,
    Value,
    PostData,
    Text,
    Params,
    MimeType,
    Encoding,
    Status,
}
