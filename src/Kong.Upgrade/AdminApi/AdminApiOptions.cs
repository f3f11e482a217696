namespace Kong.Upgrade.AdminApi;
/// <summary>x</summary>
public sealed class AdminApiOptions
{
    /// <summary>x</summary>
    public required Uri Address { get; init; }
}
/// <summary>x</summary>
public static class AdminApiEntitySource { }
