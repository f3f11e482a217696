namespace Kong.Upgrade.Versions;

/// <summary>Versions that follow each other without a gap, of one edition.</summary>
internal readonly record struct PatchRange(KongVersion First, KongVersion Last)
{
    public bool Contains(KongVersion version) => version.IsEnterprise == First.IsEnterprise && version >= First && version <= Last;

    /// <summary>Reads <c>3.4.3.1-3.4.3.26</c>, or one version.</summary>
    public static PatchRange Parse(string text) =>
        text.Split('-') is [string first, string last] ? new(KongVersion.Parse(first), KongVersion.Parse(last)) : new(KongVersion.Parse(text), KongVersion.Parse(text));

    public override string ToString() => First == Last ? VersionText.Of(First) : $"{VersionText.Of(First)} to {VersionText.Of(Last)}";
}
