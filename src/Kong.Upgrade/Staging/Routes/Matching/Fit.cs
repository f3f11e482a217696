namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>Whether a request suits a condition.</summary>
internal enum Fit
{
    No,

    /// <summary>It depends on what is not known here.</summary>
    Maybe,

    Yes,
}
