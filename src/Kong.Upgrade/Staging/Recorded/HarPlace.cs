namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Which object or array of a HAR its reader is in.</summary>
internal enum HarPlace
{
    /// <summary>One that nothing is needed of, or something below it.</summary>
    Other = 0,

    Root,
    Log,
    Entries,
    Entry,
    Request,
    Headers,
    Header,
    PostData,
    Params,
    Param,
    Response,
}
