namespace Kong.Upgrade.AdminApi;

/// <summary>Why a request brought nothing.</summary>
internal enum TroubleKind
{
    Unknown = 0,

    /// <summary>No connection, a connection that broke, or no answer in time.</summary>
    NoAnswer,

    /// <summary>404 or 405 (or 400 "only available when …"): there is no such thing on this node.</summary>
    Absent,

    /// <summary>401 or 403.</summary>
    Forbidden,

    /// <summary>Any other status of 400 and more that the node means.</summary>
    Refused,

    /// <summary>429, or 500 and more: may be otherwise in a moment.</summary>
    Failing,

    /// <summary>A JSON object, but no page of a collection.</summary>
    NoRows,

    /// <summary>An answer that no Admin API gives: HTML, a redirect, broken JSON, an offset that leads back.</summary>
    Strange,
}
