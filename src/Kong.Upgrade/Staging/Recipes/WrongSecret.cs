using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

/// <summary>Keys and passwords that nobody has.</summary>
internal static class WrongSecret
{
    public static StagingSecret New() => StagingSecret.Of(Guid.NewGuid().ToString("N"));
}
